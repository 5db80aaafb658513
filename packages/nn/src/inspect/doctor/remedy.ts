import type { InitializerName } from "@kindling/init";
import { short } from "./figures.ts";
import type { LayerFigures, Observation, ParameterFigures } from "./observation.ts";

/** Something to change about a net. */
export type Change =
  /** Options of a layer. */
  | {
      readonly kind: "layer";
      readonly path: string;
      readonly config: Readonly<Record<string, unknown>>;
    }
  /** (x − mean)/√variance in front of the layers that read an input; a number for each feature. */
  | {
      readonly kind: "input";
      readonly index: number;
      readonly mean: readonly number[];
      readonly variance: readonly number[];
    }
  | { readonly kind: "learningRate"; readonly learningRate: number };

/** What cures a finding: in words of code, and as changes for `applyRemedy`. */
export interface Remedy {
  readonly code: string;
  readonly changes: readonly Change[];
}

/** A remedy of these changes, told as code. */
export function remedyOf(changes: readonly Change[], optimizer = "optimizer"): Remedy {
  const alike = new Map<string, string[]>();
  for (const change of changes) {
    const code = codeOf(change, optimizer);
    alike.set(code, [...(alike.get(code) ?? []), change.kind === "layer" ? change.path : ""]);
  }
  const code = Array.from(alike, ([text, paths]) => `${listed(paths)}${text}`).join("; ");
  return { code, changes };
}

function codeOf(change: Change, optimizer: string): string {
  switch (change.kind) {
    case "layer": {
      const options = Object.entries(change.config).map(
        ([option, value]) => `${option}: ${JSON.stringify(value)}`,
      );
      return `: { ${options.join(", ")} }`;
    }
    case "input":
      return `normalization({ mean: [${listed(change.mean.map((value) => short(value)))}], variance: [${listed(change.variance.map((value) => short(value)))}] }) in front`;
    case "learningRate":
      return `${optimizer}({ learningRate: ${change.learningRate} })`;
  }
}

/** Draws the kernels among these parameters by the law that fits the activation behind them. */
export function redraw(parameters: readonly ParameterFigures[]): Remedy {
  return remedyOf(changesOf(parameters, false));
}

/**
 * The same for every kernel but those of the last layers. A tanh stands in for every sigmoid between layers,
 * and branches that are added to what goes around them begin at zero, so that sums of many do not grow.
 */
export function refit({ layers, parameters }: Observation): Remedy {
  const last = new Set(layers.filter((layer) => layer.last).map(({ path }) => path));
  const hidden = parameters.filter(({ layer }) => !last.has(layer));
  const ends = endsOfBranches(layers, parameters);
  const changes = changesOf(hidden.length > 0 ? hidden : parameters, hidden.length > 0);
  return remedyOf(
    changes.map((change) =>
      change.kind === "layer" && ends.has(change.path)
        ? { ...change, config: { ...change.config, kernelInitializer: "zeros" } }
        : change,
    ),
  );
}

/** Layers with a kernel whose output is added to something, and the last one in each residual. */
function endsOfBranches(
  layers: readonly LayerFigures[],
  parameters: readonly ParameterFigures[],
): ReadonlySet<string | undefined> {
  const inside = layers
    .filter(({ layer }) => layer.type === "residual")
    .map(({ path }) => parameters.findLast(({ layer }) => layer.startsWith(`${path}/`))?.layer);
  return new Set([...layers.filter(({ isAdded }) => isAdded).map(({ path }) => path), ...inside]);
}

function changesOf(parameters: readonly ParameterFigures[], replacesSigmoids: boolean): Change[] {
  const byLayer = new Map<string, Record<string, unknown>>();
  for (const { parameter, layer, activation } of parameters) {
    const role = parameter.path.slice(layer.length + 1);
    const config = byLayer.get(layer) ?? {};
    byLayer.set(layer, config);
    if (role === "bias") {
      config.biasInitializer = "zeros";
    } else if (/recurrent/i.test(role)) {
      config.recurrentInitializer = "orthogonal";
    } else if (/kernel|embeddings/i.test(role)) {
      const squashed = replacesSigmoids && SQUASHED_UP.test(activation);
      config[`${role.replace(/Kernel$/, "")}Initializer`] = fitting(squashed ? "tanh" : activation);
      if (squashed) config.activation = "tanh";
    }
  }
  return Array.from(byLayer, ([path, config]) => {
    // Its biases are no zeros by default: a gate that forgets starts open.
    if ("recurrentInitializer" in config) delete config.biasInitializer;
    return { kind: "layer" as const, path, config };
  }).filter(({ config }) => Object.keys(config).some((option) => option !== "biasInitializer"));
}

/** Outputs around ½ and a slope of ¼ at most: a stack of them fades. */
const SQUASHED_UP = /sigmoid/i;

/** The initializer for weights in front of an activation. */
export function fitting(activation: string): InitializerName {
  if (/relu|elu$|silu|mish|swish|softplus/i.test(activation)) {
    return activation === "selu" ? "lecunNormal" : "heNormal";
  }
  return "glorotUniform";
}

/** The first few, and a sign that there are more. */
function listed(items: readonly (string | number)[]): string {
  return `${items.slice(0, FEW).join(", ")}${items.length > FEW ? ", …" : ""}`;
}

const FEW = 4;
