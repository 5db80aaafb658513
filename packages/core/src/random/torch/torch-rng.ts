import { expectWithin } from "../../reach.ts";
import { show } from "../../show.ts";
import { copyElements, expectTensor, type Tensor } from "../../tensor.ts";
import { viewOf } from "../../view.ts";
import { normalCdf } from "../normal-cdf.ts";
import { normalQuantile } from "../normal-quantile.ts";
import { checkProbability, checkScale, checkWhole } from "../parameters.ts";
import type { RandomSource, TruncationOptions } from "../random-source.ts";
import { boundsOf } from "../truncation.ts";
import { BLOCK, boxMuller } from "./box-muller.ts";
import { Draws } from "./draws.ts";

const { fround } = Math;

/** From here on versions of PyTorch differ: newer ones take two words. */
const LARGEST_BOUND = 2 ** 28;
const LARGEST_PERMUTATION = 2 ** 27;

/** No draw of a normal lies farther out: √(2·53·ln 2) ≈ 8.57. */
const FARTHEST = 8.6;

/**
 * PyTorch's CPU generator: the numbers of float32 tensors after `torch.manual_seed(seed)`, drawn in
 * the same order. Every draw depends on those before it, whoever made them.
 *
 * `uniform`, `normal`, `bernoulli`, `integer`, `integers` and `permutation` give the bits of
 * PyTorch 1.13 on x86-64 with AVX2 and FMA; `truncatedNormal` comes within its error. Views are
 * filled in row-major order, as contiguous tensors are.
 *
 * @example
 * const rng = torchRng(0);
 * toNested(rng.uniform(zeros([2]))) // [0.49625658…, 0.76822179…]
 */
export class TorchRng implements RandomSource {
  readonly #draws: Draws;

  constructor(seed: number) {
    this.#draws = new Draws(seed);
  }

  /**
   * This generator, for every path and step: its draws have one order.
   *
   * @example
   * const rng = torchRng(0);
   * rng.at("dense_1/kernel") === rng // true
   */
  at(_path: string, _step = 0): this {
    return this;
  }

  /**
   * `out.uniform_(low, high)`: one word for an element.
   *
   *     x = low + (high − low)·u    u = (bits mod 2²⁴)·2⁻²⁴, rounded once to float32
   *
   * As there, rounding may reach `high`.
   *
   * @throws when low > high, or the interval is wider than float32 can say
   * @example torchRng(1).uniform(zeros([784, 128]), -0.1, 0.1).get(0, 0) // 0.051526…
   */
  uniform<T extends Tensor>(out: T, low = 0, high = 1): T {
    const from = fround(low);
    const width = fround(fround(high) - from);
    if (!(low <= high && Number.isFinite(from) && Number.isFinite(width))) {
      throw new RangeError(
        `torchRng.uniform: expected low ≤ high within float32, got [${low}, ${high})`,
      );
    }
    return fill("torchRng.uniform", out, (values) => this.#draws.uniforms(values, 0, from, width));
  }

  /**
   * `out.normal_(mean, std)`. Fewer than 16 elements are drawn in pairs, in float64, and a second one
   * that is left over begins the next such fill. From 16 on they are drawn in blocks of 16, in
   * float32, and the last 16 once more where a block would be left incomplete.
   *
   *     Box–Muller    x = mean + std·r·cos θ, mean + std·r·sin θ    r = √(−2 ln(1 − u)), θ = 2πv
   *
   * @throws when std is negative, or mean or std leave float32
   * @example toNested(torchRng(0).normal(zeros([2]))) // [1.5409960…, -0.2934288…]
   */
  normal<T extends Tensor>(out: T, mean = 0, std = 1): T {
    checkScale("torchRng.normal", mean, std, FARTHEST);
    return fill("torchRng.normal", out, (values) => {
      if (values.length < BLOCK) {
        for (let i = 0; i < values.length; i++) values[i] = this.#draws.normal() * std + mean;
        return;
      }
      this.#draws.uniforms(values, 0, 0, 1);
      const last = values.length - BLOCK;
      const block = (at: number): void => boxMuller(values, at, fround(mean), fround(std));
      for (let at = 0; at <= last; at += BLOCK) block(at);
      if (values.length % BLOCK !== 0) {
        this.#draws.uniforms(values, last, 0, 1);
        block(last);
      }
    });
  }

  /**
   * `torch.nn.init.trunc_normal_(out, mean, std, a, b)`, whose bounds are absolute; here they are in
   * units of std unless said otherwise.
   *
   *     x = mean + std·√2·erf⁻¹(u)    u uniform in [2Φ(low) − 1, 2Φ(high) − 1), a float32
   *
   * erf⁻¹ is rounded once. PyTorch's own, two Newton steps in float32, errs by up to 3 units in the
   * last place within ±2 std, and so does what it draws; builds with MKL compute it otherwise. As
   * there, u is a float32: of a tail beyond 5 std little more than its bound remains.
   *
   * @throws when std is negative, mean or std leave float32, or not low < high
   * @example
   * const w = torchRng(0).truncatedNormal(zeros([100]), 0, 0.02, -2, 2, { bounds: "absolute" });
   * w.get(0) // -0.000187…
   */
  truncatedNormal<T extends Tensor>(
    out: T,
    mean = 0,
    std = 1,
    low = -2,
    high = 2,
    options: TruncationOptions = {},
  ): T {
    const where = "torchRng.truncatedNormal";
    checkScale(where, mean, std, FARTHEST);
    const bounds = boundsOf(where, mean, std, low, high, options);
    if (!(bounds.low < bounds.high)) {
      throw new RangeError(`${where}: expected bounds low < high, got [${low}, ${high}]`);
    }
    const from = fround(2 * normalCdf(bounds.low) - 1);
    const width = fround(fround(2 * normalCdf(bounds.high) - 1) - from);
    const scale = fround(std * Math.SQRT2);
    const [center, least, most] = [mean, bounds.least, bounds.most].map(fround);
    return fill(where, out, (values) => {
      this.#draws.uniforms(values, 0, from, width);
      for (let i = 0; i < values.length; i++) {
        const x = std === 0 ? center : fround(fround(inverseErf(values[i])) * scale) + center;
        values[i] = Math.min(Math.max(fround(x), least), most);
      }
    });
  }

  /**
   * `out.bernoulli_(probability)`: 1 where a float64 uniform of two words lies below, else 0. Builds
   * of PyTorch with MKL draw others.
   *
   * @throws for a probability outside [0, 1]
   * @example toNested(torchRng(0).bernoulli(zeros([5]), 0.5)) // [0, 0, 1, 0, 0]
   */
  bernoulli<T extends Tensor>(out: T, probability: number): T {
    checkProbability("torchRng.bernoulli", probability);
    return fill("torchRng.bernoulli", out, (values) => {
      for (let i = 0; i < values.length; i++)
        values[i] = this.#draws.uniform53() < probability ? 1 : 0;
    });
  }

  /**
   * `torch.randint(bound, [1])`: a word modulo the bound, which favours small numbers a little.
   *
   * @throws for a bound that is no whole number in [1, 2²⁸]
   * @example torchRng(0).integer(7) // 4
   */
  integer(bound: number): number {
    checkWhole("torchRng.integer: bound", bound, 1, LARGEST_BOUND, "[1, 2²⁸]");
    return this.#draws.uint32() % bound;
  }

  /**
   * `torch.randperm(n)`.
   *
   * @throws for an n that is no whole number in [0, 2²⁷]
   * @example [...torchRng(0).permutation(10)] // [4, 1, 7, 5, 3, 9, 0, 8, 6, 2]
   */
  permutation(n: number): Uint32Array {
    checkWhole("torchRng.permutation: n", n, 0, LARGEST_PERMUTATION, "[0, 2²⁷]");
    const order = Uint32Array.from({ length: n }, (_, i) => i);
    for (let i = 0; i < n - 1; i++) {
      const j = i + (this.#draws.uint32() % (n - i));
      const moved = order[i];
      order[i] = order[j];
      order[j] = moved;
    }
    return order;
  }
}

/**
 * PyTorch's CPU generator after `torch.manual_seed(seed)`; of the 64 bits of a seed it takes the
 * lower 32. It may stand wherever initializers take a stream.
 *
 * @throws for a seed that is no whole number in [−2⁶³, 2⁶⁴), and for numbers beyond 2⁵³, which are
 *   exact as bigint only
 * @example
 * const rng = torchRng(42n);
 * rng.normal(zeros([16])).get(0) // 1.926915…
 */
export function torchRng(seed: number | bigint): TorchRng {
  const valid =
    typeof seed === "bigint"
      ? seed >= -(2n ** 63n) && seed < 2n ** 64n
      : Number.isSafeInteger(seed);
  if (!valid) {
    throw new RangeError(
      "torchRng: seed: expected a whole number within ±2⁵³ or a bigint in [−2⁶³, 2⁶⁴), " +
        `got ${show(seed)}`,
    );
  }
  return new TorchRng(Number(BigInt.asUintN(32, BigInt(seed))));
}

/** Draws into an array of the view's size and copies it there in row-major order. */
function fill<T extends Tensor>(where: string, out: T, draw: (values: Float32Array) => void): T {
  expectTensor(out, `${where}: out`);
  expectWithin(out, `${where}: out`);
  const values = new Float32Array(out.size);
  draw(values);
  copyElements(out, viewOf(values, out.shape));
  return out;
}

/** erf⁻¹(y) = −Φ⁻¹((1 − |y|)/2)/√2 with the sign of y. */
function inverseErf(y: number): number {
  const x = -normalQuantile((1 - Math.abs(y)) / 2) * Math.SQRT1_2;
  return y < 0 ? -x : x;
}
