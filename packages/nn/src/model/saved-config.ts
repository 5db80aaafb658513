import { DIALECTS } from "@kindling/init";
import { isRecord } from "../check.ts";
import { CONFIG_KEY, CONFIG_VERSION, type SavedConfig } from "./save.ts";

/**
 * The configuration that a file holds. Checks what the rest relies on; layers, optimizers and losses check their own
 * configuration.
 *
 * @throws saying what is missing or malformed
 */
export function readConfig(text: string | undefined): SavedConfig {
  if (text === undefined) {
    throw new TypeError(`metadata: expected an entry "${CONFIG_KEY}", got none; not a saved model`);
  }
  const config = parse(text);
  const expect = (holds: boolean, what: string): void => {
    if (!holds) throw new TypeError(`metadata.${CONFIG_KEY}: expected ${what}`);
  };
  expect(isRecord(config), "an object");
  const { version, inputShape, seed, dialect, layers, graph, compiled, initializers } =
    config as Record<string, unknown>;
  expect(
    Number.isInteger(version) && (version as number) >= 1 && (version as number) <= CONFIG_VERSION,
    `version 1 to ${CONFIG_VERSION}, got ${JSON.stringify(version)}`,
  );
  expect(
    version === 2 || (isWholes(inputShape) && graph === undefined),
    "an inputShape of whole numbers",
  );
  expect(Number.isSafeInteger(seed), "a seed that is a whole number");
  expect(
    dialect === undefined || DIALECTS.includes(dialect as never),
    `a dialect among ${DIALECTS.join(", ")}`,
  );
  expect(Array.isArray(layers) && layers.every(isTyped), "layers, each with type and config");
  if (version === 2) {
    expect(
      isGraph(graph, (layers as unknown[]).length),
      "a graph whose steps refer to what precedes them",
    );
  }
  if (compiled !== undefined) {
    expect(isRecord(compiled), "compiled to be an object");
    const { optimizer, loss, lossWeights, metrics, weightedMetrics } = compiled as Record<
      string,
      unknown
    >;
    expect(isTyped(optimizer), "an optimizer with type and config");
    const { learningRate } = (optimizer as { config: Record<string, unknown> }).config;
    expect(
      typeof learningRate === "number" || isTyped(learningRate),
      "a learningRate that is a number, or a schedule with type and config",
    );
    expect(
      Array.isArray(loss) ? loss.every(isNamed) : isNamed(loss),
      "a loss with name and config, or an array of them",
    );
    expect(
      lossWeights === undefined ||
        (Array.isArray(lossWeights) && lossWeights.every((each) => typeof each === "number")),
      "lossWeights that are numbers",
    );
    expect(isMetrics(metrics), "metrics by name or with a type, or an array of arrays of them");
    expect(
      weightedMetrics === undefined || isMetrics(weightedMetrics),
      "weightedMetrics like metrics",
    );
  }
  expect(
    initializers === undefined ||
      (isRecord(initializers) &&
        Object.values(initializers).every((text) => typeof text === "string")),
    "initializers as texts",
  );
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

function isTyped(value: unknown): boolean {
  return isRecord(value) && typeof value.type === "string" && isRecord(value.config);
}

function isNamed(value: unknown): boolean {
  return isRecord(value) && typeof value.name === "string" && isRecord(value.config);
}

function isMetrics(value: unknown): boolean {
  const isMetric = (each: unknown): boolean => typeof each === "string" || isTyped(each);
  const isList = (list: unknown): boolean => Array.isArray(list) && list.every(isMetric);
  return isList(value) || (Array.isArray(value) && value.every(isList));
}

/** Whole numbers, 0 or more, all below `end`. */
function isWholes(value: unknown, end = Number.POSITIVE_INFINITY): boolean {
  return (
    Array.isArray(value) && value.every((each) => Number.isInteger(each) && each >= 0 && each < end)
  );
}

function isGraph(graph: unknown, layers: number): boolean {
  if (!isRecord(graph)) return false;
  const { inputs, steps, outputs, returnsList } = graph;
  if (!Array.isArray(inputs) || !inputs.every((shape) => isWholes(shape))) return false;
  if (!Array.isArray(steps) || inputs.length === 0) return false;
  const values = inputs.length + steps.length;
  const isStep = (step: unknown, at: number): boolean =>
    isRecord(step) && isWholes([step.layer], layers) && isWholes(step.inputs, inputs.length + at);
  return (
    steps.every(isStep) &&
    isWholes(outputs, values) &&
    (outputs as number[]).length > 0 &&
    new Set(outputs as number[]).size === (outputs as number[]).length &&
    typeof returnsList === "boolean"
  );
}
