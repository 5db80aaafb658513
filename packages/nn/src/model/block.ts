import type { Arena, Shape, Tensor } from "@kindling/core";

/** A piece of an arena that tensors share: what lies in one piece one kernel call can see. */
export class Block {
  /** All of it, as a vector. */
  readonly all: Tensor;
  readonly #arena: Arena;
  readonly #start: number;

  constructor(arena: Arena, size: number) {
    this.#arena = arena;
    this.#start = arena.allocate(size);
    this.all = this.view(0, [size]);
  }

  /** The elements from `at` on. */
  view(at: number, shape: Shape): Tensor {
    return this.#arena.view(this.#start + at, shape);
  }
}
