/**
 * Powers of numbers at the step that a clock shows, by multiplication: `Math.pow` differs between
 * engines. They are functions of the step alone, wherever the clock is set.
 */
export class Powers {
  readonly #bases: readonly number[];
  /** baseᵗ in the order of the bases. An array, since a changing number in a variable of a closure is allocated anew each time. */
  readonly values: Float64Array;
  #step = 0;

  constructor(...bases: readonly number[]) {
    this.#bases = bases;
    this.values = new Float64Array(bases.length).fill(1);
  }

  moveTo(step: number): void {
    if (step < this.#step) {
      this.#step = 0;
      this.values.fill(1);
    }
    for (; this.#step < step; this.#step++) {
      for (let i = 0; i < this.#bases.length; i++) this.values[i]! *= this.#bases[i]!;
    }
  }
}
