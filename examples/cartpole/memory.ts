import type { Rng } from "@kindling/core";
import type { Action, State } from "./cart-pole.ts";

/** What happened at one step. */
export interface Transition {
  readonly state: State;
  readonly action: Action;
  readonly next: State;
  /** Nothing comes after `next`. */
  readonly failed: boolean;
}

/** The latest transitions, of which batches are drawn. */
export class Memory {
  readonly #transitions: Transition[] = [];
  readonly #capacity: number;
  #added = 0;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  get size(): number {
    return this.#transitions.length;
  }

  /** Forgets the oldest transition when full. */
  add(transition: Transition): void {
    this.#transitions[this.#added++ % this.#capacity] = transition;
  }

  /** Transitions drawn independently, all equally likely. */
  sample(count: number, rng: Rng): Transition[] {
    return Array.from({ length: count }, () => this.#transitions[rng.integer(this.size)]!);
  }
}
