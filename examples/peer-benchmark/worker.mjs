// One peer in a process of its own. Reads requests and writes answers, each a line of JSON:
//
//   {"task", "args"}      prepares the work, runs it once      → {"before"} or {"absent": reason}
//   {"seconds"}           measures what was prepared           → {"seconds": of one call}
//   {"check": true}       what the work gives by now           → {"after"}
//
// Its first line is {"version"} or {"absent": reason}. peers/pytorch.py speaks the same.
import { createInterface } from "node:readline";
import { summarize } from "./checks.mjs";
import { measure } from "./measure.mjs";
import { Unsupported } from "./unsupported.mjs";

const say = (answer) => process.stdout.write(`${JSON.stringify(answer)}\n`);

/** What is printed by libraries goes to where it is seen and does no harm. */
console.log = console.info = console.error;

const { open } = await import(process.argv[2]);
const { version, tasks } = await open();
say({ version });

let prepared;
for await (const line of createInterface({ input: process.stdin })) {
  const { task, args, seconds, check } = JSON.parse(line);
  try {
    if (task) {
      prepared = undefined;
      if (!(task in tasks)) throw new Unsupported(`no ${task}`);
      prepared = await tasks[task](args);
      say({ before: summarize(await resultOf(prepared)) });
    } else if (check) {
      say({ after: summarize(await resultOf(prepared)) });
    } else {
      say({ seconds: await measure(prepared.run, seconds) });
    }
  } catch (error) {
    if (!(error instanceof Unsupported)) console.error(error);
    const failed = error instanceof Unsupported ? "" : "fails: ";
    say({ absent: `${failed}${error.message.split("\n")[0]}` });
  }
}

/** Runs once: a step gives its loss, other work what it has made. */
async function resultOf({ run, value }) {
  const result = await run();
  return value ? value() : result;
}
