import { copyInto, formatShape, type Tensor } from "@kindling/core";
import type { Layer } from "../../layer.ts";
import { normalization } from "../../layers/normalization.ts";
import { Model } from "../../model/model.ts";
import { pathsOf } from "../../model/network.ts";
import type { Step, Topology } from "../../model/topology.ts";
import { ALL_NAMES } from "../../names.ts";
import { atRate } from "../../optimizers/optimizer.ts";
import { isSchedule } from "../../schedules/schedule.ts";
import type { Change, Remedy } from "./remedy.ts";

type Options = Readonly<Record<string, unknown>>;

/**
 * A new model with what the remedy changes: layers with other options, an input that is brought to
 * scale, another learning rate. Layers that are not changed keep their weights; those that are draw
 * anew. It is compiled as the model was.
 *
 * @throws for a remedy that names a layer which the model does not have, or whose type is not one of
 *   this package
 * @example
 * const [finding] = diagnose(model, { x, y }).findings;
 * const cured = finding ? applyRemedy(model, finding.remedy) : model;
 */
export function applyRemedy<Prediction extends Tensor | Tensor[]>(
  model: Model<Prediction>,
  { changes }: Remedy,
): Model<Prediction> {
  let topology = model.plan.topology;
  const changed = new Set<string>();
  for (const change of changes) {
    if (change.kind === "learningRate") continue;
    topology =
      change.kind === "layer" ? withOptions(topology, change) : withScaling(topology, change);
    if (change.kind === "layer") changed.add(change.path);
  }
  // Remedies are written with names.
  const plan = { ...model.plan, names: ALL_NAMES, seed: model.seed, topology };
  const cured = new Model<Prediction>(plan);
  const known = new Map(cured.parameters.map((parameter) => [parameter.path, parameter]));
  for (const { path, shape, value } of model.parameters) {
    const own = known.get(path);
    const isKept = !Array.from(changed).some((layer) => path.startsWith(`${layer}/`));
    if (own && isKept && formatShape(own.shape) === formatShape(shape)) copyInto(own.value, value);
  }
  const { compiled } = model;
  if (compiled) {
    const { optimizer } = compiled;
    const change = changes.find((change) => change.kind === "learningRate");
    const own = isSchedule(optimizer.config.learningRate) ? undefined : model.learningRate;
    const rate = change?.learningRate ?? own;
    cured.compile(
      rate === undefined ? compiled : { ...compiled, optimizer: atRate(optimizer, rate) },
    );
  }
  return cured;
}

function withOptions(
  { inputs, steps, outputs }: Topology,
  { path, config }: Change & { readonly kind: "layer" },
): Topology {
  const paths = pathsOf(steps.map(({ layer }) => layer));
  const [outer, ...inner] = path.split("/");
  const [found] = Array.from(paths).find(([, own]) => own === outer) ?? [];
  if (found === undefined) {
    const known = Array.from(paths.values()).join(", ");
    throw new RangeError(`applyRemedy: expected the path of a layer, ${known}, got "${path}"`);
  }
  const changed = withInside(found, inner, config);
  const replaced = steps.map(
    (step): Step => (step.layer === found ? { ...step, layer: changed } : step),
  );
  return { inputs, steps: replaced, outputs };
}

/** The layer with other options, or with a layer inside it changed, which it holds in its own. */
function withInside(layer: Layer, path: readonly string[], config: Options): Layer {
  const [name, ...rest] = path;
  if (name === undefined) return layer.with(config);
  const counts = new Map<string, number>();
  let isFound = false;
  const visit = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(visit);
    if (!isLayer(value)) return value;
    const count = (counts.get(value.type) ?? 0) + 1;
    counts.set(value.type, count);
    if ((value.config.name ?? `${value.type}_${count}`) !== name) return value;
    isFound = true;
    return withInside(value, rest, config);
  };
  const options = Object.entries(layer.config).map(([option, value]) => [option, visit(value)]);
  if (!isFound) {
    throw new RangeError(`applyRemedy: expected a layer inside ${layer.type}, got "${name}"`);
  }
  return layer.with(Object.fromEntries(options));
}

function isLayer(value: unknown): value is Layer {
  return typeof (value as Layer | null)?.build === "function";
}

/** With a layer in front of all that read the input. It makes the first value behind the inputs. */
function withScaling(
  { inputs, steps, outputs }: Topology,
  { index, mean, variance }: Change & { readonly kind: "input" },
): Topology {
  const moved = (value: number): number => (value < inputs.length ? value : value + 1);
  const read = (value: number): number => (value === index ? inputs.length : moved(value));
  return {
    inputs,
    steps: [
      { layer: normalization({ mean, variance }), inputs: [index] },
      ...steps.map((step) => ({ ...step, inputs: step.inputs.map(read) })),
    ],
    outputs: outputs.map(moved),
  };
}
