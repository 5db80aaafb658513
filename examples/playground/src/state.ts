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
  /** Findings whose remedies are applied, in that order. */
  readonly cures: readonly string[];
}

export const DATA = ["circles", "xor", "gaussians", "spiral", "digits"] as const;
export type DataName = (typeof DATA)[number];

export const ACTIVATIONS = ["relu", "tanh", "sigmoid", "selu", "gelu", "linear"] as const;
export type ActivationName = (typeof ACTIVATIONS)[number];

/** Learning rates that each begins with. */
export const OPTIMIZERS = { sgd: 0.1, momentum: 0.03, adam: 0.01 } as const;
export type OptimizerName = keyof typeof OPTIMIZERS;

/** As the page calls them. */
export const INITIALIZERS = {
  zeros: "zeros",
  constant: "constant 0.3",
  tooLarge: "too large: σ = 1",
  tooSmall: "too small: σ = 0.01",
  fanInUniform: "PyTorch's default",
  glorotUniform: "Glorot uniform",
  glorotNormal: "Glorot normal",
  heNormal: "He normal",
  heUniform: "He uniform",
  lecunNormal: "LeCun normal",
  orthogonal: "orthogonal",
} as const;
export type InitializerName = keyof typeof INITIALIZERS;

/** The most of each that the page can show. */
export const MOST = {
  layers: 8,
  units: 64,
  nets: 4,
  cures: 8,
  rate: 100,
  batch: 256,
  seed: 9999,
} as const;

export const DEFAULT: Setup = {
  data: "spiral",
  layers: [16, 16, 16, 16],
  activation: "relu",
  optimizer: "sgd",
  learningRate: 0.1,
  batchSize: 16,
  seed: 1,
  nets: netsOf("zeros", "tooLarge", "glorotUniform", "heNormal"),
};

/** Nets as they are, before any cure. */
export function netsOf(...initializers: readonly InitializerName[]): NetSetup[] {
  return initializers.map((initializer) => ({ initializer, cures: [] }));
}

/** The cross-entropy of a net that takes all classes for equally likely. */
export function guessOf(data: DataName): number {
  return Math.log(data === "digits" ? 10 : 2);
}

/** How a part of the setup stands in an address. */
interface Entry<T> {
  readonly key: string;
  readonly expected: string;
  readonly write: (value: T) => string;
  /** Nothing for what it does not understand. */
  readonly read: (text: string) => T | undefined;
}

const ENTRIES: { readonly [K in keyof Setup]: Entry<Setup[K]> } = {
  data: nameEntry("data", DATA),
  layers: {
    key: "layers",
    expected: `1 to ${MOST.layers} numbers of units up to ${MOST.units}, as 16-16`,
    write: (layers) => layers.join("-"),
    read: (text) => listOf(text, "-", MOST.layers, (units) => wholeOf(units, 1, MOST.units)),
  },
  activation: nameEntry("activation", ACTIVATIONS),
  optimizer: nameEntry("optimizer", keysOf(OPTIMIZERS)),
  learningRate: {
    key: "rate",
    expected: `a number above 0, up to ${MOST.rate}`,
    write: String,
    read: (text) => (Number(text) > 0 && Number(text) <= MOST.rate ? Number(text) : undefined),
  },
  batchSize: wholeEntry("batch", 1, MOST.batch),
  seed: wholeEntry("seed", 0, MOST.seed),
  nets: {
    key: "nets",
    expected: `1 to ${MOST.nets} initializers, as zeros.heNormal`,
    write: (nets) =>
      nets.map(({ initializer, cures }) => [initializer, ...cures].join("+")).join("."),
    read: (text) => listOf(text, ".", MOST.nets, netOf),
  },
};

/** The fragment of the address that stands for a setup. */
export function toHash(setup: Setup): string {
  const write = <K extends keyof Setup>(part: K) =>
    `${ENTRIES[part].key}=${ENTRIES[part].write(setup[part])}`;
  return keysOf(ENTRIES).map(write).join("&");
}

/** The setup of an address, and what of it could not be understood: that is as by default. */
export function fromHash(hash: string): {
  readonly setup: Setup;
  readonly notes: readonly string[];
} {
  const notes: string[] = [];
  const said = new Map<string, string>();
  for (const entry of hash.replace(/^#/, "").split("&").filter(Boolean)) {
    const [key, value] = halvesOf(decoded(entry));
    said.set(key, value);
  }
  const read = <K extends keyof Setup>(part: K): Setup[K] => {
    const { key, expected, read } = ENTRIES[part];
    const text = said.get(key);
    if (text === undefined) return DEFAULT[part];
    said.delete(key);
    const value = read(text);
    if (value === undefined) notes.push(`${key}: expected ${expected}, got "${brief(text)}"`);
    return value ?? DEFAULT[part];
  };
  const setup = Object.fromEntries(
    keysOf(ENTRIES).map((part) => [part, read(part)]),
  ) as unknown as Setup;
  const known = keysOf(ENTRIES).map((part) => ENTRIES[part].key);
  if (said.size > 0) {
    const unknown = brief(Array.from(said.keys()).join(", "));
    notes.push(`expected ${known.join(", ")}, got "${unknown}"`);
  }
  return { setup, notes };
}

function nameEntry<T extends string>(key: string, names: readonly T[]): Entry<T> {
  return {
    key,
    expected: `one of ${names.join(", ")}`,
    write: String,
    read: (text) => names.find((name) => name === text),
  };
}

function wholeEntry(key: string, least: number, most: number): Entry<number> {
  return {
    key,
    expected: `a whole number from ${least} to ${most}`,
    write: String,
    read: (text) => wholeOf(text, least, most),
  };
}

function wholeOf(text: string, least: number, most: number): number | undefined {
  return /^\d{1,9}$/.test(text) && Number(text) >= least && Number(text) <= most
    ? Number(text)
    : undefined;
}

/** All parts or nothing. */
function listOf<T>(
  text: string,
  separator: string,
  most: number,
  read: (part: string) => T | undefined,
): T[] | undefined {
  const parts = text.split(separator, most + 1);
  const values = parts.map(read).filter((value) => value !== undefined);
  return values.length === parts.length && parts.length <= most ? values : undefined;
}

function netOf(text: string): NetSetup | undefined {
  const [name, ...cures] = text.split("+", MOST.cures + 2);
  const initializer = keysOf(INITIALIZERS).find((each) => each === name);
  const understood = cures.length <= MOST.cures && cures.every((cure) => /^[a-zA-Z]+$/.test(cure));
  return initializer && understood ? { initializer, cures } : undefined;
}

export function keysOf<K extends string>(record: Readonly<Record<K, unknown>>): K[] {
  return Object.keys(record) as K[];
}

function halvesOf(entry: string): readonly [string, string] {
  const at = entry.indexOf("=");
  return at < 0 ? [entry, ""] : [entry.slice(0, at), entry.slice(at + 1)];
}

/** As it stands where it is not well encoded. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function brief(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
