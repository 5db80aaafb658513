import { accessSync, constants, statSync } from "node:fs";
import { dirname } from "node:path";
import { parseArgs } from "node:util";
import { type Initializer, type InitializerName, initializers } from "@kindling/init";

export interface Options {
  readonly epochs: number;
  readonly batchSize: number;
  /** Of the hidden layers. */
  readonly initializer: Initializer;
  readonly seed: number;
  /** Widths of the hidden layers. */
  readonly layers: readonly number[];
  readonly learningRate: number;
  /** Absent: the best that the platform has. */
  readonly kernels?: "js" | "wasm-simd";
  /** Absent: all images. */
  readonly limit?: number;
  readonly out: string;
}

export function help(): string {
  const names = initializers
    .names()
    .join(", ")
    .replace(/(.{1,76})( |$)/g, "  $1\n");
  return `Trains a net on MNIST, 60,000 handwritten digits.

  npm start -- [options]

  --epochs N            passes over the images                       5
  --batch-size N        images of a step                             32
  --layers N,N,…        widths of the hidden layers                  128
  --initializer NAME    of the hidden layers: any registered name    heNormal
  --learning-rate X     of Adam                                      0.001
  --seed N              decides initial weights and shuffles         42
  --kernels NAME        js or wasm-simd                              the best there is
  --limit N             learn from the first N images only           all
  --out FILE            where the net is saved                       mnist.safetensors
  --help                this text

Initializers, also by their names in Keras and PyTorch (he_normal, kaiming_normal_):
${names}`;
}

/**
 * The options of a command line, or "help".
 *
 * @throws with one line that names the option, what it takes, and what it got
 * @example parseOptions(["--layers", "256,128"])
 */
export function parseOptions(args: readonly string[]): Options | "help" {
  const { values } = parse(args);
  if (values.help) return "help";
  const { kernels, limit, out } = values;
  if (kernels !== undefined && kernels !== "js" && kernels !== "wasm-simd") {
    throw expected("--kernels", "js or wasm-simd", kernels);
  }
  return {
    epochs: whole("--epochs", values.epochs, 1),
    batchSize: whole("--batch-size", values["batch-size"], 1),
    initializer: initializerOf(values.initializer),
    seed: whole("--seed", values.seed),
    layers: values.layers.split(",").map((units) => whole("--layers", units, 1)),
    learningRate: positive("--learning-rate", values["learning-rate"]),
    ...(kernels !== undefined && { kernels }),
    ...(limit !== undefined && { limit: whole("--limit", limit, 1) }),
    out: writable("--out", out),
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        epochs: { type: "string", default: "5" },
        "batch-size": { type: "string", default: "32" },
        initializer: { type: "string", default: "heNormal" },
        seed: { type: "string", default: "42" },
        layers: { type: "string", default: "128" },
        "learning-rate": { type: "string", default: "0.001" },
        kernels: { type: "string" },
        limit: { type: "string" },
        out: { type: "string", default: "mnist.safetensors" },
        help: { type: "boolean", default: false },
      },
    });
  } catch (error) {
    // Node explains the likely mistake in further lines.
    throw new RangeError((error as Error).message.replaceAll("\n", " "));
  }
}

function initializerOf(name: string): Initializer {
  try {
    return initializers.resolve(name as InitializerName);
  } catch (error) {
    throw new RangeError(`--initializer: ${(error as Error).message}`);
  }
}

function whole(option: string, text: string, least = Number.NEGATIVE_INFINITY): number {
  const value = Number(text);
  if (!/^\s*-?\d+\s*$/.test(text) || !Number.isSafeInteger(value) || value < least) {
    const bound = Number.isFinite(least) ? `, at least ${least}` : "";
    throw expected(option, `a whole number${bound}`, text);
  }
  return value;
}

function positive(option: string, text: string): number {
  const value = Number(text);
  if (text.trim() === "" || !(value > 0 && Number.isFinite(value))) {
    throw expected(option, "a number above 0", text);
  }
  return value;
}

/** Found out before the training rather than after it. */
function writable(option: string, path: string): string {
  const status = statSync(path, { throwIfNoEntry: false });
  if (path === "" || status?.isDirectory()) throw expected(option, "the name of a file", path);
  try {
    accessSync(status ? path : dirname(path), constants.W_OK);
  } catch {
    throw expected(option, "a file that can be written", path);
  }
  return path;
}

function expected(option: string, what: string, got: string): RangeError {
  return new RangeError(`${option}: expected ${what}, got ${JSON.stringify(got)}`);
}
