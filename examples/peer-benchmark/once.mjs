// Takes one step of a net in a process that ends then: the path of the peer is the argument, the net
// comes through stdin.
import { readFileSync } from "node:fs";

const { open } = await import(process.argv[2]);
const { tasks } = await open();
if (!tasks.step) {
  console.error("Unsupported: no step");
  process.exit(1);
}
try {
  const { run } = await tasks.step(JSON.parse(readFileSync(0, "utf8")));
  await run();
} catch (error) {
  console.error(`Error: ${error.message}`);
  process.exit(1);
}
process.exit(0);
