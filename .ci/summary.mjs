// Sums the JSON reports of vitest in a folder: the last line is "N passed, M failed".
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const folder = process.argv[2];
const files = readdirSync(folder).filter((name) => name.endsWith(".json"));
const reports = files.map((name) => JSON.parse(readFileSync(join(folder, name), "utf8")));
const sum = (key) => reports.reduce((total, report) => total + report[key], 0);

const passed = sum("numPassedTests");
const failed = sum("numFailedTests");
const skipped = sum("numPendingTests") + sum("numTodoTests");
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`);
if (passed === 0 || reports.some(({ success }) => !success)) process.exit(1);
