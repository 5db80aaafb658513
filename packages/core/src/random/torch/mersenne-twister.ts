const LENGTH = 624;
const MIDDLE = 397;

/**
 * MT19937 from a 32-bit seed: `std::mt19937`, `torch.manual_seed`.
 *
 * M. Matsumoto, T. Nishimura, "Mersenne Twister", ACM TOMACS 8, 1998; seeding of 2002.
 */
export class MersenneTwister {
  readonly #state = new Int32Array(LENGTH);
  #next = LENGTH;

  constructor(seed: number) {
    const state = this.#state;
    state[0] = seed;
    for (let i = 1; i < LENGTH; i++) {
      const before = state[i - 1];
      state[i] = Math.imul(1812433253, before ^ (before >>> 30)) + i;
    }
  }

  /** The next word, in [0, 2³²). */
  uint32(): number {
    if (this.#next === LENGTH) this.#twist();
    let word = this.#state[this.#next++];
    word ^= word >>> 11;
    word ^= (word << 7) & 0x9d2c5680;
    word ^= (word << 15) & 0xefc60000;
    return (word ^ (word >>> 18)) >>> 0;
  }

  #twist(): void {
    const state = this.#state;
    for (let i = 0; i < LENGTH; i++) {
      const upper = state[i] & 0x80000000;
      const lower = state[i + 1 < LENGTH ? i + 1 : 0] & 0x7fffffff;
      const from = state[i + MIDDLE < LENGTH ? i + MIDDLE : i + MIDDLE - LENGTH];
      state[i] = from ^ ((upper | lower) >>> 1) ^ (lower & 1 ? 0x9908b0df : 0);
    }
    this.#next = 0;
  }
}
