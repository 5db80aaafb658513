// Prints, as JSON, what this Node computes.
import { report } from "./digests.mjs";

console.log(JSON.stringify({ node: process.versions.node, ...(await report()) }));
