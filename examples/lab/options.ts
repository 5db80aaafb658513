import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { type ActivationName, expectActivation } from "@kindling/core";
import { initializers } from "@kindling/init";
import { ACTIVATIONS, DATASETS, type Experiment, INITIALIZERS, specOf } from "./grid.ts";
import { NETS, type NetName } from "./nets.ts";

export interface Options {
  readonly experiment: Experiment;
  readonly threads: number;
  /** Folder of the results and the report. */
  readonly out: string;
}

const NET_NAMES = Object.keys(NETS) as NetName[];

export const HELP = `Trains nets that differ by depth, activation and initializer only, and reports.

  npm run lab -- [options]

  --quick               one seed, fewer samples and epochs: within a minute
  --datasets A,B        ${DATASETS.join(",")}
  --nets A,B            of ${NET_NAMES.join(",")}; default dense
  --depths N,N          hidden layers, or blocks                     2,10
  --activations A,B     any; default ${ACTIVATIONS.join(",")}
  --initializers A;B    any name, or configuration in JSON; default
                        ${Object.keys(INITIALIZERS).join(";")}
  --seeds N             so many trainings of each                    3
  --width N             units of a hidden layer                      64
  --epochs N                                                         10
  --samples N           to learn from                                2000
  --learning-rate X     of plain gradient descent                    0.05
  --threads N           worker threads                               one a processor
  --out FOLDER          report.html, results.json, results.csv       lab-results
  --help                this text

A run that was interrupted goes on where it stopped: results are kept in the folder as they come.
`;

/**
 * The options of a command line, or "help".
 *
 * @throws with one line that names the option, what it takes, and what it got
 */
export function parseOptions(args: readonly string[]): Options | "help" {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: "boolean", default: false },
      datasets: { type: "string", default: DATASETS.join() },
      nets: { type: "string", default: "dense" },
      depths: { type: "string", default: "2,10" },
      activations: { type: "string", default: ACTIVATIONS.join() },
      initializers: { type: "string", default: Object.keys(INITIALIZERS).join(";") },
      seeds: { type: "string" },
      width: { type: "string", default: "64" },
      epochs: { type: "string" },
      samples: { type: "string" },
      "learning-rate": { type: "string", default: "0.05" },
      threads: { type: "string", default: `${availableParallelism()}` },
      out: { type: "string", default: "lab-results" },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return "help";
  const { quick, seeds = quick ? "1" : "3", epochs = quick ? "4" : "10" } = values;
  const { samples = quick ? "500" : "2000" } = values;
  return {
    experiment: {
      datasets: listOf(values.datasets, ",", (name) => member("--datasets", name, DATASETS)),
      nets: listOf(values.nets, ",", (name) => member("--nets", name, NET_NAMES)),
      depths: listOf(values.depths, ",", (depth) => whole("--depths", depth)),
      activations: listOf(
        values.activations,
        ",",
        (name) => expectActivation(name, "--activations") as ActivationName,
      ),
      initializers: listOf(values.initializers, ";", initializerOf),
      seeds: Array.from({ length: whole("--seeds", seeds) }, (_, i) => i + 1),
      settings: {
        width: whole("--width", values.width),
        epochs: whole("--epochs", epochs),
        batchSize: 32,
        learningRate: positive("--learning-rate", values["learning-rate"]),
        samples: whole("--samples", samples),
      },
    },
    threads: whole("--threads", values.threads),
    out: values.out,
  };
}

function listOf<T>(text: string, separator: string, read: (part: string) => T): T[] {
  return text.split(separator).map((part) => read(part.trim()));
}

function member<T extends string>(option: string, name: string, known: readonly T[]): T {
  const found = known.find((each) => each === name);
  if (found === undefined) throw expected(option, `some of ${known.join()}`, name);
  return found;
}

function initializerOf(name: string): string {
  try {
    initializers.resolve(specOf(name));
  } catch (error) {
    throw new RangeError(`--initializers: ${(error as Error).message}`);
  }
  return name;
}

function whole(option: string, text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < 1) throw expected(option, "a whole number, at least 1", text);
  return value;
}

function positive(option: string, text: string): number {
  const value = Number(text);
  if (!(value > 0 && Number.isFinite(value))) throw expected(option, "a number above 0", text);
  return value;
}

function expected(option: string, what: string, got: string): RangeError {
  return new RangeError(`${option}: expected ${what}, got ${JSON.stringify(got)}`);
}
