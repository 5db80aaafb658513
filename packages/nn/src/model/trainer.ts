import { Arena, type Run, type Tensor } from "@kindling/core";
import type { Clock, Optimizer } from "../optimizers/optimizer.ts";
import { type Binding, bindNetwork, type Judged, type Judges } from "./bind-network.ts";
import type { Network } from "./network.ts";
import { Workspace } from "./workspace.ts";

/** Bindings kept at once; each is a list of closures, the memory is shared. */
const MOST_BINDINGS = 32;

export type JudgedBinding = Binding & { readonly judged: Judged };

/** Binds a net for the batch sizes that come, and runs it. */
export class Runner {
  readonly network: Network;
  readonly #bindings = {
    train: new Map<number, Binding>(),
    evaluate: new Map<number, Binding>(),
    predict: new Map<number, Binding>(),
  };
  #workspace: Workspace;

  constructor(network: Network) {
    this.network = network;
    this.#workspace = new Workspace(network.arena, 1);
  }

  binding(purpose: "predict", batch: number): Binding;
  binding(purpose: "train" | "evaluate", batch: number, judges: Judges): JudgedBinding;
  binding(purpose: "train" | "evaluate" | "predict", batch: number, judges?: Judges): Binding {
    const bindings = this.#bindings[purpose];
    const known = bindings.get(batch);
    if (known) return known;

    if (batch > this.#workspace.capacity) {
      this.clear();
      this.#workspace = new Workspace(this.network.arena, batch);
    }
    const binding = bindNetwork(this.network, this.#workspace, {
      batch,
      training: purpose === "train",
      ...(judges && { judges }),
    });
    if (bindings.size >= MOST_BINDINGS) bindings.delete(bindings.keys().next().value as number);
    bindings.set(batch, binding);
    return binding;
  }

  /** Forgets all bindings: their judges are no longer in force. */
  clear(): void {
    for (const bindings of Object.values(this.#bindings)) bindings.clear();
  }
}

/** Takes training steps: everything that `compile` settles. */
export class Trainer {
  readonly judges: Judges;
  readonly optimizer: Optimizer;
  readonly clock: Clock;
  readonly #runner: Runner;
  readonly #grads: Tensor;
  readonly #update: Run;

  constructor(runner: Runner, optimizer: Optimizer, judges: Judges, clock: Clock) {
    const { arena, values: w, grads: g, outputShape } = runner.network;
    judges.loss.target(outputShape);
    const memory = new Arena(arena.segment);
    const slots = optimizer.slots.map(() => memory.tensor(w.shape));
    this.judges = judges;
    this.optimizer = optimizer;
    this.clock = Object.assign(clock, {
      step: 0,
      epoch: 0,
      learningRate: optimizer.config.learningRate,
    });
    this.#runner = runner;
    this.#grads = g;
    this.#update = optimizer.bind({ w, g, slots, clock });
    runner.clear();
  }

  binding(purpose: "train" | "evaluate", batch: number): JudgedBinding {
    return this.#runner.binding(purpose, batch, this.judges);
  }

  /**
   * One update from the samples that stand in `x` and `target` of the binding.
   *
   * @throws when the loss is not finite; the weights are then what they were
   */
  step(binding: JudgedBinding): void {
    this.clock.step++;
    binding.forward();
    const loss = binding.judged.loss.data[0]!;
    if (!Number.isFinite(loss)) {
      this.clock.step--;
      throw new Error(this.#explain(binding, loss));
    }
    this.#grads.data.fill(0);
    binding.backward();
    this.#update();
  }

  #explain(binding: Binding, loss: number): string {
    const { nodes } = this.#runner.network;
    const isBad = (x: Tensor): boolean => x.data.some((value) => !Number.isFinite(value));
    for (const [index, { label, parameters }] of nodes.entries()) {
      const parameter = parameters.find(({ value }) => isBad(value));
      if (parameter) return `${label}: expected a finite ${parameter.path}, got ${REMEDY}`;
      if (isBad(binding.outputs[index]!)) {
        return `${label}: expected finite outputs, got ${REMEDY}`;
      }
    }
    return `${nodes.at(-1)?.label}: expected a finite loss, got ${loss}; ${ADVICE}`;
  }
}

const ADVICE =
  "lower the learning rate or scale the inputs; the weights are those before this step";
const REMEDY = `NaN or infinities; ${ADVICE}`;
