import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { NETS } from "./cases.mjs";
import { median } from "./compare.mjs";
import { commandOf, PEERS } from "./peers.mjs";

const local = (path) => fileURLToPath(new URL(path, import.meta.url));
const net = JSON.stringify(NETS.tiny);

/** Milliseconds of a process that loads a peer, builds tiny and takes one step, above an empty Node. */
export async function coldStarts({ ids, rounds }) {
  const samples = { empty: [] };
  const absent = {};
  const commands = new Map([["empty", [process.execPath, [local("empty.mjs")]]]]);
  for (const id of ids) {
    try {
      const [command, args] = commandOf(id);
      const script = PEERS[id].python ? [...args, "--cold"] : [local("once.mjs"), args[1]];
      commands.set(id, [command, script]);
      samples[id] = [];
    } catch (error) {
      absent[id] = error.message;
    }
  }
  for (let round = 0; round <= rounds; round++) {
    for (const [id, [command, args]] of commands) {
      const start = performance.now();
      const { status, stderr } = spawnSync(command, args, { input: net, encoding: "utf8" });
      const elapsed = performance.now() - start;
      if (status !== 0) {
        absent[id] =
          stderr
            .trim()
            .split("\n")
            .find((line) => /Error|Unsupported/.test(line)) ?? `status ${status}`;
        commands.delete(id);
      } else if (round > 0) {
        // The first round only fills the caches of the file system.
        samples[id].push(elapsed);
      }
    }
  }
  const empty = median(samples.empty);
  const values = {};
  for (const id of ids) if (commands.has(id)) values[id] = median(samples[id]) - empty;
  return [
    {
      name: `tiny (an empty Node takes ${empty.toFixed(0)} ms)`,
      unit: "ms more than an empty Node",
      higherIsBetter: false,
      targets: [{ of: "kindling", most: 25 }],
      values,
      absent,
      results: samples,
    },
  ];
}
