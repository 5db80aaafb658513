/** Everything that decides what the page computes. It is written into the address, so it can be shared. */
export interface Setup {
  readonly data: DataName;
  /** Units of the hidden layers. */
  readonly layers: readonly number[];
  readonly activation: ActivationName;
  readonly optimizer: OptimizerName;
  readonly learningRate: number;
  readonly batchSize: number;
  readonly seed: number;
  /** One net each, side by side. */
  readonly nets: readonly NetSetup[];
}

/** What is different from net to net. */
export interface NetSetup {
  readonly initializer: InitializerName;
  /** Findings whose remedies have been applied, in that order. */
  readonly cures: readonly string[];
}

export const DATA = ["circles", "xor", "gaussians", "spiral", "digits"] as const;
export type DataName = (typeof DATA)[number];

export const ACTIVATIONS = ["relu", "tanh", "sigmoid", "selu", "gelu", "linear"] as const;
export type ActivationName = (typeof ACTIVATIONS)[number];

export const OPTIMIZERS = ["sgd", "adam"] as const;
export type OptimizerName = (typeof OPTIMIZERS)[number];

export const INITIALIZERS = [
  "zeros",
  "constant",
  "tooLarge",
  "tooSmall",
  "fanInUniform",
  "glorotNormal",
  "glorotUniform",
  "heNormal",
  "heUniform",
  "lecunNormal",
  "orthogonal",
] as const;
export type InitializerName = (typeof INITIALIZERS)[number];

/** The most of each that the page can show. */
export const MOST = { layers: 8, units: 64, nets: 4 } as const;

export const DEFAULT: Setup = {
  data: "circles",
  layers: [16, 16, 16],
  activation: "relu",
  optimizer: "sgd",
  learningRate: 0.1,
  batchSize: 16,
  seed: 1,
  nets: (["zeros", "tooLarge", "tooSmall", "heNormal"] as const).map((initializer) => ({
    initializer,
    cures: [],
  })),
};

/** The fragment of the address that stands for a setup. */
export function toHash(setup: Setup): string {
  const { data, layers, activation, optimizer, learningRate, batchSize, seed, nets } = setup;
  const entries: [string, string][] = [
    ["data", data],
    ["layers", layers.join("-")],
    ["activation", activation],
    ["optimizer", optimizer],
    ["rate", `${learningRate}`],
    ["batch", `${batchSize}`],
    ["seed", `${seed}`],
    ["nets", nets.map(({ initializer, cures }) => [initializer, ...cures].join("+")).join(".")],
  ];
  return entries.map(([key, value]) => `${key}=${value}`).join("&");
}

/** The setup of an address. What it does not say, or says wrongly, is as by default. */
export function fromHash(hash: string): Setup {
  const said = new Map(
    hash
      .replace(/^#/, "")
      .split("&")
      .map((entry): [string, string] => {
        const [key = "", value = ""] = entry.split("=");
        return [key, value];
      }),
  );
  const text = (key: string): string => {
    try {
      return decodeURIComponent(said.get(key) ?? "");
    } catch {
      return "";
    }
  };
  const layers = text("layers").split("-").map(Number);
  const nets = text("nets").split(".").map(netOf);
  const batchSize = Number(text("batch"));
  const seed = Number(text("seed"));
  const learningRate = Number(text("rate"));
  return {
    data: oneOf(DATA, text("data")) ?? DEFAULT.data,
    layers: layers.every(isUnits) && layers.length <= MOST.layers ? layers : DEFAULT.layers,
    activation: oneOf(ACTIVATIONS, text("activation")) ?? DEFAULT.activation,
    optimizer: oneOf(OPTIMIZERS, text("optimizer")) ?? DEFAULT.optimizer,
    learningRate: learningRate > 0 && learningRate <= 100 ? learningRate : DEFAULT.learningRate,
    batchSize:
      Number.isInteger(batchSize) && batchSize >= 1 && batchSize <= 256
        ? batchSize
        : DEFAULT.batchSize,
    seed: text("seed") !== "" && Number.isSafeInteger(seed) && seed >= 0 ? seed : DEFAULT.seed,
    nets: nets.every((net) => net !== undefined) && nets.length <= MOST.nets ? nets : DEFAULT.nets,
  };
}

function netOf(text: string): NetSetup | undefined {
  const [name = "", ...cures] = text.split("+");
  const initializer = oneOf(INITIALIZERS, name);
  return initializer && cures.every((cure) => /^[a-zA-Z]+$/.test(cure))
    ? { initializer, cures }
    : undefined;
}

function isUnits(units: number): boolean {
  return Number.isInteger(units) && units >= 1 && units <= MOST.units;
}

function oneOf<T extends string>(names: readonly T[], name: string): T | undefined {
  return names.find((each) => each === name);
}
