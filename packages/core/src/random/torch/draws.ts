import { log } from "../../kernels/math.ts";
import { fusedMultiplyAdd } from "./fused.ts";
import { MersenneTwister } from "./mersenne-twister.ts";
import { cosineAndSine } from "./turn.ts";

/** The single draws of PyTorch's CPU generator. */
export class Draws {
  readonly #words: MersenneTwister;
  /** The second normal of a pair, which the next call of `normal` returns. */
  #spare: number | undefined;

  constructor(seed: number) {
    this.#words = new MersenneTwister(seed);
  }

  uint32(): number {
    return this.#words.uint32();
  }

  /** low + width·u in float32 from `at` to the end, u = (bits mod 2²⁴)·2⁻²⁴. */
  uniforms(values: Float32Array, at: number, low: number, width: number): void {
    for (let i = at; i < values.length; i++) {
      const unit = (this.#words.uint32() & 0xffffff) * 2 ** -24;
      values[i] = fusedMultiplyAdd(unit, width, low);
    }
  }

  /** A float64 in [0, 1) from the lower 53 bits of two words, the first one the upper. */
  uniform53(): number {
    const upper = this.#words.uint32() & 0x1fffff;
    return (upper * 2 ** 32 + this.#words.uint32()) * 2 ** -53;
  }

  /** Box–Muller in float64: r·cos 2πv and then r·sin 2πv, r = √(−2 ln(1 − u)), v drawn before u. */
  normal(): number {
    if (this.#spare !== undefined) {
      const spare = this.#spare;
      this.#spare = undefined;
      return spare;
    }
    const [cos, sin] = cosineAndSine(2 * Math.PI * this.uniform53());
    const radius = Math.sqrt(-2 * log(1 - this.uniform53()));
    this.#spare = radius * sin;
    return radius * cos;
  }
}
