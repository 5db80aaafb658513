import { copyInto, show, type Tensor, zeros } from "@kindling/core";
import { expectCount } from "../check.ts";
import { type Initializer, structural } from "../initializer.ts";
import { withOptions } from "../options.ts";
import { type InitializerPart, type ResolvePart, resolveObject, specOf } from "../parts.ts";

/** Options of {@link gates}. */
export interface GatesConfig {
  /** One for each gate, in the order of the layer. */
  readonly gates: readonly InitializerPart[];
}

/** Options of {@link gates} that are alike. */
export interface EqualGatesConfig {
  /** The initializer of every gate. */
  readonly each: InitializerPart;
  readonly count: number;
}

/**
 * The parameters of gated cells, several gates side by side in the last axis: every gate is
 * initialised by itself, as if it were a parameter of its own.
 *
 *     [in, count·units]    gate g is W[:, g·units … (g + 1)·units]
 *
 * That matters for initializers that look at the whole matrix, such as `orthogonal`, and where gates
 * differ. The fans of the context are those of one gate, as recurrent layers declare them. Gates draw
 * one after another from the stream.
 *
 * @throws for what are no initializers, and a count that is no whole number above 0; `fill`: for a
 *   last axis that is no multiple of the number of gates
 * @example
 * const bias = tensor(new Float32Array(4));
 * const start = gates([constant(), ones(), constant(), constant()]);
 * start.fill(bias, { fanIn: 3, fanOut: 1, rng: createRng(42) });
 * toNested(bias) // [0, 1, 0, 0]
 * gates({ each: orthogonal(), count: 4 }).config // { each: { name: "orthogonal" }, count: 4 }
 */
export function gates(list: readonly InitializerPart[]): Initializer;
export function gates(config: GatesConfig | EqualGatesConfig, resolve?: ResolvePart): Initializer;
export function gates(
  config: readonly InitializerPart[] | GatesConfig | EqualGatesConfig,
  resolve: ResolvePart = resolveObject,
): Initializer {
  if (typeof config === "object" && config !== null && "each" in config) {
    return equalGates(config, resolve);
  }
  const options = (isList(config) ? { gates: config } : config) as GatesConfig;
  const any = { gates: () => {} };
  const list = withOptions("gates", options, ({ gates }) => readGates(gates, resolve), any);
  return structural("gates", { gates: list.map(specOf) }, (out, context, where) => {
    for (const [g, initializer] of list.entries()) {
      fillGate(out, g, list.length, where, (gate) => initializer.fill(gate, context));
    }
  });
}

function equalGates(config: EqualGatesConfig, resolve: ResolvePart): Initializer {
  const read = ({ each, count }: EqualGatesConfig) => ({
    initializer: resolve(each),
    n: expectCount(count, "gates: count"),
  });
  const { initializer, n } = withOptions("gates", config, read, { each: () => {} });
  const plain = { each: specOf(initializer), count: n };
  return structural("gates", plain, (out, context, where) => {
    for (let g = 0; g < n; g++) {
      fillGate(out, g, n, where, (gate) => initializer.fill(gate, context));
    }
  });
}

/** Fills the g-th of `count` equal parts of the last axis. */
function fillGate(
  out: Tensor,
  g: number,
  count: number,
  where: string,
  fill: (gate: Tensor) => void,
): void {
  const width = (out.shape.at(-1) ?? 1) / count;
  if (!Number.isInteger(width)) {
    throw new RangeError(
      `${where}: expected a last axis of ${count} equal gates, got ${out.shape.at(-1) ?? "a scalar"}`,
    );
  }
  const lead = out.shape.slice(0, -1);
  const gate = zeros([...lead, width]);
  fill(gate);
  copyInto(out.lo(...lead.map(() => 0), g * width).hi(...lead, width), gate);
}

function isList(config: unknown): config is readonly InitializerPart[] {
  return Array.isArray(config);
}

function readGates(list: unknown, resolve: ResolvePart): Initializer[] {
  if (!Array.isArray(list) || list.length === 0) {
    throw new TypeError(`gates: expected a list of initializers, got ${show(list)}`);
  }
  return list.map(resolve);
}
