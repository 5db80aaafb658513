import { copyInto, isNdArray, type RandomSource, show, type Tensor, zeros } from "@kindling/core";
import { expectFan, expectFinite } from "./check.ts";
import { draw } from "./draw.ts";
import type { Law } from "./law.ts";
import { type Fans, type LawContext, whenRead } from "./law-context.ts";
import { type OptionChecks, withOptions } from "./options.ts";

/** What a fill depends on, besides the shape of the tensor. */
export interface FillContext extends LawContext {
  /** The stream to draw from, `createRng(seed).at(path)`. Draws move it forward. */
  readonly rng: RandomSource;
  /** Name of the parameter, for errors: `dense_1/kernel`. */
  readonly path?: string;
}

/** The values that a parameter starts from. */
export interface Initializer {
  readonly name: string;
  /** The options it was made with, as plain JSON. */
  readonly config: Readonly<object>;
  /** The fans that it goes by whatever the layer says; those of a dialect that counts otherwise. */
  readonly fans?: Fans;
  /** The distribution of every element, for those that have one. */
  law?(context: LawContext): Law;
  /**
   * Fills `out`, any ndarray view, in row-major order.
   *
   * @throws for fans that are not whole numbers, 0 or more, and without `rng`; `out` is unchanged
   */
  fill(out: Tensor, context: FillContext): void;
  /** `{ name, …config }`: the spec that resolves to this initializer again. */
  toJSON?(): object;
}

/** An initializer whose elements are independent draws from one distribution. */
export interface LawInitializer extends Initializer {
  law(context: LawContext): Law;
}

/** Makes an initializer; its `name` is the name in the registry. */
export type InitializerFactory<
  Name extends string,
  Config extends object,
  Made extends Initializer = Initializer,
> = ((config?: Config) => Made) & { readonly name: Name };

/** The options of an initializer that has none. */
export type NoOptions = Record<never, never>;

/** Writes the values: `out` is contiguous, all zeros, and has the shape of the parameter. */
export type FillFunction = (out: Tensor, context: FillContext) => void;

/** A {@link FillFunction} that is told where it is, for errors: `dense_1/kernel: orthogonal`. */
export type WriteFunction = (out: Tensor, context: FillContext, where: string) => void;

/**
 * An initializer that is a law: a distribution for given fans.
 *
 * The fans that `define` sees are at least 1, as in Keras, so a layer without inputs gets a finite
 * scale. Options are finite numbers unless `checks` says otherwise, and must be read when `define`
 * is called, best by destructuring: what it does not read is reported as unknown.
 *
 * @throws the factory: for unknown options and values that fail their check
 * @example
 * const scaledNormal = defineInitializer("scaledNormal", ({ scale = 1 }: ScaledNormalConfig = {}) => {
 *   return ({ fanIn }) => laws.normal(0, scale / Math.sqrt(fanIn));
 * });
 * scaledNormal({ scale: 2 }).law({ fanIn: 16, fanOut: 1 }) // { kind: "normal", mean: 0, std: 0.5 }
 */
export function defineInitializer<
  Name extends string,
  Config extends object | undefined = NoOptions,
>(
  name: Name,
  define: (config: Config) => (context: LawContext) => Law,
  checks?: OptionChecks<NonNullable<Config>>,
): InitializerFactory<Name, NonNullable<Config>, LawInitializer> {
  return named(name, (config = {} as NonNullable<Config>) => {
    const lawOf = withOptions(name, config, define, checks);
    const law = (context: LawContext): Law =>
      lawOf(whenRead(context, (fan) => Math.max(1, expectFan(context[fan], `${name}: ${fan}`))));
    return {
      ...describeAs(name, config),
      law,
      fill(out, context) {
        expectFill(name, out, context);
        draw(law(context), out, context.rng);
      },
    };
  });
}

/**
 * An initializer that writes the values itself: identity, orthogonal. `write` gets a contiguous
 * tensor of zeros, whose values are checked and then copied, the context, and the beginning of an
 * error.
 *
 * @throws the factory: as {@link defineInitializer}; `fill`: for values that are not finite
 * @example
 * const diagonal = defineStructural("diagonal", ({ gain = 1 }: DiagonalConfig = {}) => (out) => {
 *   for (let i = 0; i < Math.min(...out.shape); i++) out.set(i, i, gain);
 * });
 * const w = tensor([[9, 9, 9], [9, 9, 9]]);
 * diagonal({ gain: 2 }).fill(w, { ...fans(w.shape), rng: createRng(42) });
 * toNested(w) // [[2, 0, 0], [0, 2, 0]]
 */
export function defineStructural<
  Name extends string,
  Config extends object | undefined = NoOptions,
>(
  name: Name,
  define: (config: Config) => WriteFunction,
  checks?: OptionChecks<NonNullable<Config>>,
): InitializerFactory<Name, NonNullable<Config>> {
  return named(name, (config = {} as NonNullable<Config>) =>
    structural(name, config, withOptions(name, config, define, checks)),
  );
}

/** An initializer of that name and those options, which are plain JSON, that writes the values. */
export function structural(name: string, config: object, write: WriteFunction): Initializer {
  return {
    ...describeAs(name, config),
    fill(out, context) {
      const where = expectFill(name, out, context);
      const values = zeros(out.shape);
      write(values, context, where);
      const bad = values.data.find((value) => !Number.isFinite(value));
      if (bad !== undefined) expectFinite(bad, `${where}: value`);
      copyInto(out, values);
    },
  };
}

function named<Name extends string, Config extends object, Made extends Initializer>(
  name: Name,
  make: (config?: Config) => Made,
): InitializerFactory<Name, Config, Made> {
  return Object.defineProperty(make, "name", { value: name }) as typeof make & { name: Name };
}

function describeAs<Config extends object>(name: string, config: Config) {
  const own = Object.freeze({ ...config });
  return { name, config: own, toJSON: () => ({ name, ...own }) };
}

/** Checks what every fill needs; returns where it happens, for further errors. */
function expectFill(name: string, out: Tensor, context: FillContext): string {
  const where = context?.path === undefined ? name : `${context.path}: ${name}`;
  if (!isNdArray(out) || (out.dtype !== "float32" && (out.dtype as string) !== "float64")) {
    throw new TypeError(`${where}: out: expected an ndarray of floats, got ${show(out)}`);
  }
  if (typeof context !== "object" || context === null) {
    throw new TypeError(`${where}: expected { fanIn, fanOut, rng }, got ${show(context)}`);
  }
  expectFan(context.fanIn, `${where}: fanIn`);
  expectFan(context.fanOut, `${where}: fanOut`);
  if (typeof context.rng?.normal !== "function") {
    throw new TypeError(
      `${where}: rng: expected a stream, createRng(seed).at(path), got ${show(context.rng)}`,
    );
  }
  return where;
}
