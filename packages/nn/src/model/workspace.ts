import { Arena, type Shape, sizeOf, type Tensor } from "@kindling/core";

/**
 * The memory of activations, for batches up to a capacity. Bindings for smaller batches see the
 * first samples of the same tensors, so any number of batch sizes costs the memory of the largest.
 */
export class Workspace {
  readonly capacity: number;
  readonly #arena: Arena;
  readonly #starts = new Map<string, number>();

  /** @param beside an arena of the segment that the workspace shall be in */
  constructor(beside: Arena, capacity: number) {
    this.capacity = capacity;
    this.#arena = new Arena(beside.segment);
  }

  /** The tensor [batch, …shape] of that name; always the same memory for one name and size. */
  tensor(name: string, batch: number, shape: Shape): Tensor {
    // A layer may ask for other buffers in training than in prediction: the third is not always alike.
    const key = `${name} of ${sizeOf(shape)}`;
    let start = this.#starts.get(key);
    if (start === undefined) {
      start = this.#arena.allocate(this.capacity * sizeOf(shape));
      this.#starts.set(key, start);
    }
    return this.#arena.view(start, [batch, ...shape]);
  }
}
