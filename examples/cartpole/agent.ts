import { copyInto, type Rng } from "@kindling/core";
import { adam, dense, type Model, sequential } from "@kindling/nn";
import type { Action, State } from "./cart-pole.ts";
import { Memory, type Transition } from "./memory.ts";

const BATCH = 64;
/** Weight of what comes later. */
const DISCOUNT = 0.99;
/** Transitions before the first step of training. */
const WARM_UP = 500;
/** Steps of training between two copies of the weights to the net that sets targets. */
const COPY_EVERY = 100;

/**
 * Learns the value Q(s, a) of each action, the sum of discounted rewards to come, from
 *
 *     Q(s, a) ← r + γ·Q⁻(s′, argmaxₐ Q(s′, a))        r = 1 a step, 0 to come after a failure
 *
 * where Q⁻ has weights of some time ago.
 *
 * V. Mnih et al., "Human-level control through deep reinforcement learning", Nature 518, 2015, with
 * the double estimate of H. van Hasselt, A. Guez, D. Silver, AAAI 2016.
 */
export class Agent {
  readonly model: Model;
  readonly #target: Model;
  readonly #memory = new Memory(20_000);
  readonly #rng: Rng;
  #trained = 0;

  constructor(seed: number, rng: Rng) {
    this.model = valueNet(seed);
    this.#target = valueNet(seed);
    this.#rng = rng;
    this.model.compile({
      optimizer: adam({ learningRate: 1e-3 }),
      loss: "meanSquaredError",
    });
  }

  /** The best action, or with probability `exploration` either. */
  act(state: State, exploration = 0): Action {
    if (this.#rng.uint32() < exploration * 2 ** 32) return this.#rng.integer(2) as Action;
    const values = this.model.predict([state]);
    return values.get(0, 1) > values.get(0, 0) ? 1 : 0;
  }

  /** Takes one step of training, as soon as enough has happened. */
  learn(transition: Transition): void {
    this.#memory.add(transition);
    if (this.#memory.size < WARM_UP) return;
    const batch = this.#memory.sample(BATCH, this.#rng);
    const next = batch.map((each) => each.next);
    const chosen = this.model.predict(next, { batchSize: BATCH });
    const worth = this.#target.predict(next, { batchSize: BATCH });
    const states = batch.map(({ state }) => state);
    const values = this.model.predict(states, { batchSize: BATCH });
    // Actions that were not taken keep their value: their error is 0.
    for (const [i, { action, failed }] of batch.entries()) {
      const best = chosen.get(i, 1) > chosen.get(i, 0) ? 1 : 0;
      values.set(i, action, failed ? 1 : 1 + DISCOUNT * worth.get(i, best));
    }
    this.model.trainOnBatch(states, values);
    if (++this.#trained % COPY_EVERY === 0) this.#copyWeights();
  }

  #copyWeights(): void {
    for (const [i, { value }] of this.#target.parameters.entries()) {
      copyInto(value, this.model.parameters[i]!.value);
    }
  }
}

function valueNet(seed: number): Model {
  return sequential({
    inputShape: [4],
    seed,
    layers: [
      dense({ units: 64, activation: "relu", kernelInitializer: "heUniform" }),
      dense({ units: 64, activation: "relu", kernelInitializer: "heUniform" }),
      dense({ units: 2 }),
    ],
  });
}
