import { BLOCKS, drawBlocks } from "../kernels/fill/philox.ts";
import { expectTensor, type Tensor } from "../tensor.ts";
import { type ChoiceOptions, chooseIndices } from "./choice.ts";
import { type Draw, fillTensor } from "./fill-tensor.ts";
import { integerBelow } from "./integer-below.ts";
import { fillIntegers, type IntegersOut } from "./integers.ts";
import { deriveKey } from "./key.ts";
import { checkProbability, checkScale, checkWhole } from "./parameters.ts";
import type { RandomSource, TruncationOptions } from "./random-source.ts";
import { float32AtLeast, float32Below } from "./rounding.ts";
import { boundsOf, quantileLaw } from "./truncation.ts";

/** Words in a stream: 2³² blocks of four. */
const STREAM_LENGTH = 2 ** 34;

/** No draw of a normal lies farther out: √(2·33·ln 2) ≈ 6.76. */
const LARGEST_NORMAL = 6.8;

/** The four numbers that kernels need: two words of key, the step, the position in words. */
export interface Stream {
  readonly key0: number;
  readonly key1: number;
  readonly step: number;
  readonly position: number;
}

/**
 * A stream of random numbers that is a pure function of (seed, path, step), the same on every
 * platform and with every kernel set.
 *
 * Fills and draws move a position forward; `at` ignores it, so streams never depend on what was
 * drawn elsewhere. An element of a fill takes one 32-bit word of the stream, whatever the law.
 *
 * @example
 * const rng = createRng(42);
 * rng.at("a").at("b").uint32() === rng.at("a/b").uint32() // true
 */
export class Rng implements RandomSource {
  readonly #seed: number;
  readonly #path: string;
  readonly #key: readonly [number, number];
  readonly #step: number;
  #position = 0;
  /** The words from `#first` on, as many as are drawn at once. */
  readonly #words = new Int32Array(4 * BLOCKS);
  #first = Number.NaN;

  constructor(seed: number, path: string, step: number) {
    this.#seed = seed;
    this.#path = path;
    this.#key = deriveKey(seed, path);
    this.#step = step;
  }

  /**
   * What the kernels draw from, at this moment; the position counts 32-bit words.
   *
   * @example
   * const rng = createRng(42);
   * rng.normal(zeros([10]));
   * rng.stream.position // 10
   */
  get stream(): Stream {
    const [key0, key1] = this.#key;
    return { key0, key1, step: this.#step, position: this.#position };
  }

  /**
   * The stream of `path` below this one, from its beginning. `at("a").at("b")` is `at("a/b")`; an
   * empty path stays where it is. The step of this stream is not handed on.
   *
   * @throws for a path that is no string, and a step that is no whole number in [0, 2³²)
   * @example createRng(42).at("dense_1/kernel")
   */
  at(path: string, step = 0): Rng {
    if (typeof path !== "string") {
      throw new TypeError(`rng.at: path: expected a string, got ${path}`);
    }
    if (!Number.isInteger(step) || step < 0 || step >= 2 ** 32) {
      throw new RangeError(`rng.at: step: expected a whole number in [0, 2³²), got ${step}`);
    }
    return new Rng(this.#seed, [this.#path, path].filter(Boolean).join("/"), step);
  }

  /**
   * Fills `out`, any view in row-major order, from U[low, high) and returns it.
   *
   *     x = low + (high − low)·u    u one of 2²⁴ equidistant numbers in [0, 1)
   *
   * @throws when [low, high) holds no float32, or is wider than float32 can say
   * @example
   * const w = createRng(42).at("w").uniform(zeros([784, 128]), -1, 1);
   * w.data.every((value) => value >= -1 && value < 1) // true
   */
  uniform<T extends Tensor>(out: T, low = 0, high = 1): T {
    const least = float32AtLeast(low);
    const below = float32Below(high);
    const width = Math.fround(high - least);
    if (!(Number.isFinite(low) && Number.isFinite(high) && least <= below)) {
      throw new RangeError(
        `rng.uniform: expected low < high with float32 numbers between, got [${low}, ${high})`,
      );
    }
    if (!(Number.isFinite(Math.fround(low)) && Number.isFinite(width))) {
      throw new RangeError(
        `rng.uniform: expected an interval within float32, got [${low}, ${high})`,
      );
    }
    const { key0, key1, step } = this.stream;
    return this.#fill("rng.uniform", out, (kernels, n, at, position) =>
      kernels.fillUniform(n, at, key0, key1, step, position, least, width, below),
    );
  }

  /**
   * Fills `out`, any view in row-major order, from N(mean, std²) and returns it. The draws reach
   * 6.7 std.
   *
   * @throws when std is negative, or mean ± 6.8·std leaves float32
   * @example createRng(42).at("w").normal(zeros([784, 128]), 0, 0.05).shape // [784, 128]
   */
  normal<T extends Tensor>(out: T, mean = 0, std = 1): T {
    checkScale("rng.normal", mean, std, LARGEST_NORMAL);
    const { key0, key1, step } = this.stream;
    return this.#fill("rng.normal", out, (kernels, n, at, position) =>
      kernels.fillNormal(n, at, key0, key1, step, position, mean, std),
    );
  }

  /**
   * Fills `out`, any view in row-major order, from N(mean, std²) between two bounds, and returns it.
   * The bounds are mean + low·std and mean + high·std, or with `{ bounds: "absolute" }` low and high
   * themselves; infinite ones are none. With std = 0 all is mean. Tails keep their law, 6 to 7 std
   * away as anywhere.
   *
   *     x = mean + std·Φ⁻¹(Φ(a) + (Φ(b) − Φ(a))·u)    a, b the bounds in units of std
   *
   * @throws when std is negative, mean ± 6.8·std leaves float32, or the bounds hold nothing that
   *   can be drawn: low ≥ high, beyond ±12 std, or no float32 between them
   * @example
   * const rng = createRng(42).at("w");
   * const w = rng.truncatedNormal(zeros([1000]), 0, 0.5, -2, 2);
   * w.data.every((value) => Math.abs(value) <= 1) // true
   * const v = rng.truncatedNormal(zeros([1000]), 0, 0.5, 0, 0.1, { bounds: "absolute" });
   * v.data.every((value) => value >= 0 && value <= 0.1) // true
   */
  truncatedNormal<T extends Tensor>(
    out: T,
    mean = 0,
    std = 1,
    low = -2,
    high = 2,
    options: TruncationOptions = {},
  ): T {
    const where = "rng.truncatedNormal";
    checkScale(where, mean, std, LARGEST_NORMAL);
    const bounds = boundsOf(where, mean, std, low, high, options);
    const { scale, from, to, least, most } = quantileLaw(where, std, bounds);
    if (scale === 0) {
      return this.#fill(where, out, (kernels, n, at) => kernels.fillConstant(n, at, mean));
    }
    const { key0, key1, step } = this.stream;
    return this.#fill(
      where,
      out,
      (kernels, n, at, position) =>
      kernels.fillTruncatedNormal(
        n, at, key0, key1, step, position, mean, scale, from, to, least, most,
      ), // biome-ignore format: the stream, then the law
    );
  }

  /**
   * Fills `out`, any view in row-major order, with 1 where a draw falls within `probability`, else
   * with 0, and returns it. The probability is taken up to a multiple of 2⁻²⁴.
   *
   * @throws for a probability outside [0, 1]
   * @example
   * const mask = createRng(42).at("mask").bernoulli(zeros([1000]), 0.25);
   * mask.data.every((value) => value === 0 || value === 1) // true
   */
  bernoulli<T extends Tensor>(out: T, probability: number): T {
    checkProbability("rng.bernoulli", probability);
    const { key0, key1, step } = this.stream;
    return this.#fill("rng.bernoulli", out, (kernels, n, at, position) =>
      kernels.fillBernoulli(n, at, key0, key1, step, position, probability, 1),
    );
  }

  /**
   * Fills `out`, any view in row-major order or a typed array, with whole numbers in [low, high),
   * every one as likely as the others, and returns it. Draws as {@link integer} does.
   *
   * @throws for bounds that are no whole numbers low < high, or that `out` cannot hold: float32 goes
   *   to ±2²⁴
   * @example
   * const labels = createRng(42).at("labels").integers(new Uint8Array(100), 0, 10);
   * labels.every((label) => label < 10) // true
   */
  integers<T extends IntegersOut>(out: T, low: number, high: number): T {
    fillIntegers("rng.integers", out, low, high, (bound) => integerBelow(bound, this));
    return out;
  }

  /**
   * `k` of the numbers 0 … n − 1, or of the entries of an array, in the order drawn. Without
   * replacement unless `replace`; as likely as their `weights`, or all alike.
   *
   * @throws without enough entries to draw from, and for weights that are not n numbers ≥ 0 with a
   *   sum above 0
   * @example
   * const rng = createRng(42).at("batch");
   * new Set(rng.choice(1000, 32)).size // 32
   * rng.choice(["a", "b"], 3, { replace: true, weights: [1, 0] }) // ["a", "a", "a"]
   */
  choice(n: number, k: number, options?: ChoiceOptions): Uint32Array;
  choice<T>(entries: ArrayLike<T>, k: number, options?: ChoiceOptions): T[];
  choice<T>(
    from: number | ArrayLike<T>,
    k: number,
    options: ChoiceOptions = {},
  ): Uint32Array | T[] {
    const where = "rng.choice";
    const n = typeof from === "number" ? from : from?.length;
    checkWhole(`${where}: n`, n, 0, 2 ** 32 - 1, "[0, 2³²)");
    const draws = {
      integer: (bound: number) => integerBelow(bound, this),
      uniform53: () => (this.uint32() * 2 ** 21 + (this.uint32() >>> 11)) * 2 ** -53,
    };
    const chosen = chooseIndices(where, draws, n, k, options);
    return typeof from === "number" ? chosen : Array.from(chosen, (i) => from[i]);
  }

  /**
   * The next 32 bits.
   *
   * @throws beyond the 2³⁴ words of a stream
   * @example createRng(42).uint32() < 2 ** 32 // true
   */
  uint32(): number {
    this.#checkRoom("rng.uint32", 1);
    return this.#wordAt(this.#position++);
  }

  /**
   * A whole number in [0, bound), every one as likely as the others. Takes one word, rarely more.
   *
   * @throws for a bound that is no whole number in [1, 2³²]
   * @example createRng(42).at("die").integer(6) < 6 // true
   */
  integer(bound: number): number {
    checkWhole("rng.integer: bound", bound, 1, 2 ** 32, "[1, 2³²]");
    return integerBelow(bound, this);
  }

  /**
   * The numbers 0 … n − 1 in random order (Fisher–Yates).
   *
   * @throws for an n that is no whole number in [0, 2³²)
   * @example
   * const order = createRng(42).at("shuffle", 3).permutation(4);
   * [...order].sort() // [0, 1, 2, 3]
   */
  permutation(n: number): Uint32Array {
    checkWhole("rng.permutation: n", n, 0, 2 ** 32 - 1, "[0, 2³²)");
    this.#checkRoom("rng.permutation", n);
    const order = Uint32Array.from({ length: n }, (_, i) => i);
    for (let i = n - 1; i > 0; i--) {
      const j = integerBelow(i + 1, this);
      const moved = order[i];
      order[i] = order[j];
      order[j] = moved;
    }
    return order;
  }

  #fill<T extends Tensor>(where: string, out: T, draw: Draw): T {
    expectTensor(out, `${where}: out`);
    this.#checkRoom(where, out.size);
    fillTensor(out, this.#position, draw);
    this.#position += out.size;
    return out;
  }

  #checkRoom(where: string, n: number): void {
    if (this.#position + n > STREAM_LENGTH) {
      throw new RangeError(
        `${where}: expected at most 2³⁴ draws from one stream, ` +
          `got ${n} after ${this.#position}; take another stream with at(path, step)`,
      );
    }
  }

  #wordAt(position: number): number {
    const lane = position % this.#words.length;
    if (position - lane !== this.#first) {
      this.#first = position - lane;
      const [key0, key1] = this.#key;
      drawBlocks(this.#words, this.#first / 4, this.#step, key0, key1);
    }
    return this.#words[lane] >>> 0;
  }
}

/**
 * The random stream of a seed; `at(path)` gives every user of randomness a stream of its own.
 *
 * @throws for a seed that is no whole number within ±2⁵³
 * @example createRng(42).at("dense_1/kernel").normal(zeros([784, 128]), 0, 0.05)
 */
export function createRng(seed: number): Rng {
  if (!Number.isSafeInteger(seed)) {
    throw new RangeError(`createRng: seed: expected a whole number within ±2⁵³, got ${seed}`);
  }
  return new Rng(seed, "", 0);
}
