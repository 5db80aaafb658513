// Runs tests against sources with a mistake in them, one after another, which no file ever holds.
// Takes a list of { file, from, to, test } on its input, paths from the root, and prints for each
// how many of its tests failed and passed, and how much broke outside of them.
//
//   echo '[{ "file": "…", "from": "…", "to": "…", "test": "…" }]' | node mutate.mjs
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { createVitest } from "vitest/node";

const root = fileURLToPath(new URL("../../..", import.meta.url));
let mutation;

const mistake = {
  name: "mistake",
  enforce: "pre",
  transform: (code, id) =>
    id === root + mutation.file ? code.replace(mutation.from, () => mutation.to) : undefined,
};
const vitest = await createVitest(
  "test",
  // One worker of its own for each run, whose modules are only this mistake's.
  { root, watch: false, reporters: [{ onInit() {} }], pool: "forks", maxWorkers: 1, bail: 1 },
  { plugins: [mistake] },
);

async function run() {
  vitest.invalidateFile(root + mutation.file);
  const specifications = await vitest.globTestSpecifications([root + mutation.test]);
  const { testModules, unhandledErrors } = await vitest.runTestSpecifications(specifications);
  vitest.invalidateFile(root + mutation.file);
  const counts = { failed: 0, passed: 0, broken: unhandledErrors.length };
  for (const module of testModules.filter(({ moduleId }) => moduleId === root + mutation.test)) {
    counts.broken += module.errors().length;
    for (const test of module.children.allTests()) {
      const { state } = test.result();
      if (state in counts) counts[state]++;
    }
  }
  return counts;
}

for (mutation of JSON.parse(await text(process.stdin))) console.log(JSON.stringify(await run()));
await vitest.close();
process.exit(0);
