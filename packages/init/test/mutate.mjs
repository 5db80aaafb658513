// Runs tests against sources with a mistake in them, which no file ever holds, and prints how many
// tests failed and passed.
//
//   node mutate.mjs '{ "file": "…", "from": "…", "to": "…" }' TEST…
import { fileURLToPath } from "node:url";
import { startVitest } from "vitest/node";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const [mutation, ...tests] = process.argv.slice(2);
const { file, from, to } = JSON.parse(mutation);

const mistake = {
  name: "mistake",
  enforce: "pre",
  transform: (code, id) => (file && id.endsWith(file) ? code.replace(from, to) : undefined),
};
const silent = { onInit() {}, onTestRunEnd() {} };
const vitest = await startVitest(
  "test",
  tests,
  { root, watch: false, reporters: [silent] },
  { plugins: [mistake] },
);
const counts = { failed: 0, passed: 0, broken: vitest.state.getUnhandledErrors().length };
for (const module of vitest.state.getTestModules()) {
  counts.broken += module.errors().length;
  for (const test of module.children.allTests()) {
    const { state } = test.result();
    if (state in counts) counts[state]++;
  }
}
await vitest.close();
console.log(JSON.stringify(counts));
process.exit(0);
