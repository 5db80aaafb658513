import { DIALECTS } from "@kindling/init";
import { isRecord } from "../check.ts";
import { show } from "../formats/safetensors-header.ts";
import { parseEntry } from "./parse-entry.ts";
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
  const config = parseEntry(CONFIG_KEY, text);
  const expect = (holds: boolean, what: string, got: unknown): void => {
    if (holds) return;
    throw new TypeError(`metadata.${CONFIG_KEY}: expected ${what}, got ${show(got)}`);
  };
  expect(isRecord(config), "an object", config);
  const { version, inputShape, seed, dialect, layers, graph, compiled, initializers } =
    config as Record<string, unknown>;
  const isKnown = isWholes([version], CONFIG_VERSION + 1) && version !== 0;
  expect(isKnown, `version 1 to ${CONFIG_VERSION}`, version);
  expect(Number.isSafeInteger(seed), "a seed that is a whole number", seed);
  const dialects = `a dialect among ${DIALECTS.join(", ")}`;
  expect(dialect === undefined || DIALECTS.includes(dialect as never), dialects, dialect);
  const isLayers = Array.isArray(layers) && layers.every(isTyped);
  expect(isLayers, "layers, each with type and config", layers);
  if (version === 1) {
    expect(isWholes(inputShape), "an inputShape of whole numbers", inputShape);
    expect(graph === undefined, "no graph in version 1", graph);
  } else {
    const isWhole = isGraph(graph, (layers as unknown[]).length);
    expect(isWhole, "a graph whose steps refer to what precedes them", graph);
  }
  if (compiled !== undefined) {
    expect(isRecord(compiled), "compiled to be an object", compiled);
    const { optimizer, loss, lossWeights, metrics, weightedMetrics } = compiled as Record<
      string,
      unknown
    >;
    expect(isTyped(optimizer), "an optimizer with type and config", optimizer);
    const { learningRate } = (optimizer as { config: Record<string, unknown> }).config;
    expect(
      typeof learningRate === "number" || isTyped(learningRate),
      "a learningRate that is a number, or a schedule with type and config",
      learningRate,
    );
    const isLoss = Array.isArray(loss) ? loss.every(isNamed) : isNamed(loss);
    expect(isLoss, "a loss with name and config, or an array of them", loss);
    expect(
      lossWeights === undefined || isNumbers(lossWeights),
      "lossWeights that are numbers",
      lossWeights,
    );
    expect(
      isMetrics(metrics),
      "metrics by name or with a type, or an array of arrays of them",
      metrics,
    );
    expect(
      weightedMetrics === undefined || isMetrics(weightedMetrics),
      "weightedMetrics like metrics",
      weightedMetrics,
    );
  }
  const isTexts =
    initializers === undefined ||
    (isRecord(initializers) &&
      Object.values(initializers).every((each) => typeof each === "string"));
  expect(isTexts, "initializers as texts", initializers);
  return config as SavedConfig;
}

function isNumbers(value: unknown): boolean {
  return Array.isArray(value) && value.every((each) => typeof each === "number");
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
