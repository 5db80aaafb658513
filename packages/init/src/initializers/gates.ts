import { copyInto, show, type Tensor, zeros } from "@kindling/core";
import { anything, expectCount } from "../check.ts";
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
  const options: Options = isList(config) ? { gates: config } : config;
  const { list, count } = withOptions("gates", options, (given) => read(given, resolve), {
    gates: anything,
    each: anything,
  });
  const plain = "each" in options ? { each: specOf(list[0]!), count } : { gates: list.map(specOf) };
  return structural("gates", plain, (out, context, where) => {
    const { lead, width } = gateShape(out, count, where);
    for (let g = 0; g < count; g++) {
      const gate = zeros([...lead, width]);
      list[g % list.length]!.fill(gate, context);
      copyInto(out.lo(...lead.map(() => 0), g * width).hi(...lead, width), gate);
    }
  });
}

function isList(config: unknown): config is readonly InitializerPart[] {
  return Array.isArray(config);
}

type Options = Partial<GatesConfig & EqualGatesConfig>;

/** The initializers that take turns, and how many gates there are. */
function read(options: Options, resolve: ResolvePart): { list: Initializer[]; count: number } {
  if ("each" in options) {
    return { list: [resolve(options.each!)], count: expectCount(options.count, "gates: count") };
  }
  const { gates } = options;
  if (!Array.isArray(gates) || gates.length === 0) {
    throw new TypeError(`gates: expected a list of initializers, got ${show(gates)}`);
  }
  return { list: gates.map(resolve), count: gates.length };
}

/** The axes in front of the last, and the count-th part of that. */
function gateShape(out: Tensor, count: number, where: string): { lead: number[]; width: number } {
  const lead = out.shape.slice(0, -1);
  const width = (out.shape.at(-1) ?? 1) / count;
  if (Number.isInteger(width)) return { lead, width };
  throw new RangeError(
    `${where}: expected a last axis of ${count} equal gates, got ${out.shape.at(-1) ?? "a scalar"}`,
  );
}
