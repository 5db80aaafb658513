import type { Shape } from "@kindling/core";
import { expectName, within } from "../check.ts";
import { decodeSafetensors } from "../formats/safetensors.ts";
import type { Layer } from "../layer.ts";
import { activation } from "../layers/activation.ts";
import { dense } from "../layers/dense.ts";
import { dropout } from "../layers/dropout.ts";
import { flatten } from "../layers/flatten.ts";
import type { Loss } from "../losses/loss.ts";
import { LOSSES } from "../losses/resolve.ts";
import type { Metric } from "../metrics/metric.ts";
import { METRICS } from "../metrics/resolve.ts";
import { adam } from "../optimizers/adam.ts";
import type { Optimizer } from "../optimizers/optimizer.ts";
import { sgd } from "../optimizers/sgd.ts";
import { Model } from "./model.ts";
import { CONFIG_KEY, CONFIG_VERSION, type SavedConfig } from "./save.ts";

/** Any layer's factory: it checks the configuration that it gets. */
type AnyLayerFactory = ((config: never) => Layer) & { readonly type: string };

/** Options of {@link loadModel}. */
export interface LoadOptions {
  /** Layers of the user's own that the file names by type. */
  readonly layers?: readonly AnyLayerFactory[];
  /** Optimizers of the user's own by type; each gets the configuration that was saved. */
  readonly optimizers?: Readonly<Record<string, (config: never) => Optimizer>>;
  /** Losses of the user's own by name; each gets the configuration that was saved. */
  readonly losses?: Readonly<Record<string, (config: never) => Loss>>;
  /** Metrics of the user's own by name. */
  readonly metrics?: Readonly<Record<string, () => Metric>>;
}

const LAYERS: readonly AnyLayerFactory[] = [dense, activation, flatten, dropout];

const OPTIMIZERS = { sgd, adam };

/**
 * A model from the bytes of `model.toBytes()`, compiled as it was when it was saved.
 *
 * @throws (rejects) for a file that is cut off, damaged, or no saved model; the message says where
 * @example const model = await loadModel(await readFile("mnist.safetensors"));
 */
export async function loadModel(
  bytes: Uint8Array | ArrayBuffer,
  options: LoadOptions = {},
): Promise<Model> {
  return within("loadModel", () => decodeModel(bytes, options));
}

function decodeModel(bytes: Uint8Array | ArrayBuffer, options: LoadOptions): Model {
  const { layers = [], optimizers, losses, metrics } = options;
  const { tensors, metadata } = decodeSafetensors(bytes);
  const config = expectConfig(metadata[CONFIG_KEY]);
  const factories = new Map([...LAYERS, ...layers].map((factory) => [factory.type, factory]));
  const model = new Model(
    {
      inputShape: config.inputShape,
      seed: config.seed,
      layers: config.layers.map(({ type, config }, index) =>
        expectName(type, factories, `layers[${index}]: type`)(config as never),
      ),
    },
    tensors,
  );
  const { compiled } = config;
  if (compiled) {
    const { optimizer, loss } = compiled;
    model.compile({
      optimizer: pick(
        optimizer.type,
        OPTIMIZERS,
        optimizers,
        "optimizer",
      )(optimizer.config as never),
      loss: pick(loss.name, LOSSES, losses, "loss")(loss.config as never),
      metrics: compiled.metrics.map((name) => pick(name, METRICS, metrics, "metric")()),
    });
  }
  return model;
}

/** The factory of that name, a built-in one or the user's own. @throws with the names there are */
function pick<T>(
  name: string,
  builtin: Readonly<Record<string, T>>,
  own: Readonly<Record<string, T>> | undefined,
  where: string,
): T {
  return expectName(name, new Map(Object.entries({ ...builtin, ...own })), where);
}

/** Checks what the rest relies on; layers, optimizers and losses check their own configuration. */
function expectConfig(text: string | undefined): SavedConfig {
  if (text === undefined) {
    throw new TypeError(`metadata: expected an entry "${CONFIG_KEY}", got none; not a saved model`);
  }
  const config = parse(text);
  const expect = (holds: boolean, what: string): void => {
    if (!holds) throw new TypeError(`metadata.${CONFIG_KEY}: expected ${what}`);
  };
  expect(isRecord(config), "an object");
  const { version, inputShape, seed, layers, compiled } = config as Record<string, unknown>;
  expect(
    Number.isInteger(version) && (version as number) >= 1 && (version as number) <= CONFIG_VERSION,
    `version 1 to ${CONFIG_VERSION}, got ${JSON.stringify(version)}`,
  );
  expect(
    Array.isArray(inputShape) && (inputShape as Shape).every(Number.isInteger),
    "an inputShape of whole numbers",
  );
  expect(Number.isSafeInteger(seed), "a seed that is a whole number");
  expect(Array.isArray(layers) && layers.every(isTyped), "layers, each with type and config");
  if (compiled !== undefined) {
    expect(isRecord(compiled), "compiled to be an object");
    const { optimizer, loss, metrics } = compiled as Record<string, unknown>;
    expect(isTyped(optimizer), "an optimizer with type and config");
    expect(
      isRecord(loss) && typeof loss.name === "string" && isRecord(loss.config),
      "a loss with name and config",
    );
    expect(
      Array.isArray(metrics) && metrics.every((name) => typeof name === "string"),
      "metrics as names",
    );
  }
  return config as SavedConfig;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new TypeError(
      `metadata.${CONFIG_KEY}: expected JSON, got ${JSON.stringify(text.slice(0, 40))}`,
      { cause },
    );
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isTyped(value: unknown): boolean {
  return isRecord(value) && typeof value.type === "string" && isRecord(value.config);
}
