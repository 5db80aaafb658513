import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import {
  ACTIVATIONS,
  DATASETS,
  type Experiment,
  INITIALIZERS,
  type LabInitializer,
} from "./grid.ts";

export interface Options {
  readonly experiment: Experiment;
  readonly threads: number;
  /** Folder of the results and the report. */
  readonly out: string;
}

export const HELP = `Trains nets that differ by depth, activation and initializer only, and reports.

  npm run lab -- [options]

  --quick               one seed, fewer samples and epochs: within a minute
  --datasets A,B        ${DATASETS.join(",")}
  --depths N,N          hidden layers                                2,10
  --activations A,B     ${ACTIVATIONS.join(",")}
  --initializers A;B    ${Object.keys(INITIALIZERS).join(";")}
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
      datasets: membersOf("--datasets", values.datasets, ",", DATASETS),
      depths: values.depths.split(",").map((depth) => whole("--depths", depth)),
      activations: membersOf("--activations", values.activations, ",", ACTIVATIONS),
      initializers: membersOf(
        "--initializers",
        values.initializers,
        ";",
        Object.keys(INITIALIZERS) as LabInitializer[],
      ),
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

function membersOf<T extends string>(
  option: string,
  text: string,
  separator: string,
  known: readonly T[],
): T[] {
  const names = text.split(separator).map((name) => name.trim());
  return names.map((name) => {
    const found = known.find((each) => each === name);
    if (found === undefined) throw expected(option, `some of ${known.join(separator)}`, name);
    return found;
  });
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
