import { Arena, type Run, type Shape, type Tensor } from "@kindling/core";
import type { Clock, Optimizer } from "../optimizers/optimizer.ts";
import { type Binding, bindNetwork, type Judged } from "./bind-network.ts";
import type { Judges } from "./judges.ts";
import { type Network, outputPaths } from "./network.ts";
import { Workspace } from "./workspace.ts";

/** Bindings kept at once; each is a list of closures, the memory is shared. */
const MOST_BINDINGS = 32;

export type JudgedBinding = Binding & { readonly judged: readonly Judged[] };

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
  binding(purpose: "train" | "evaluate", batch: number, judges: readonly Judges[]): JudgedBinding;
  binding(
    purpose: "train" | "evaluate" | "predict",
    batch: number,
    judges?: readonly Judges[],
  ): Binding {
    const bindings = this.#bindings[purpose];
    const known = bindings.get(batch);
    if (known) return known;

    // Twice as large each time, so that growing batches leave few workspaces behind.
    const grown = batch > this.#workspace.capacity;
    const workspace = grown
      ? new Workspace(this.network.arena, Math.max(batch, 2 * this.#workspace.capacity))
      : this.#workspace;
    const binding = bindNetwork(this.network, workspace, {
      batch,
      training: purpose === "train",
      ...(judges && { judges }),
    });
    if (grown) {
      this.clear();
      this.#workspace = workspace;
    }
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
  /** One for each output. */
  readonly judges: readonly Judges[];
  /** Of one target for each output, without the batch axis. */
  readonly targetShapes: readonly Shape[];
  /** What {@link readFigures} reads. With several outputs, names begin with the output's path. */
  readonly figureNames: readonly string[];
  /** Room for the figures of one batch. */
  readonly figures: Float64Array;
  readonly optimizer: Optimizer;
  readonly clock: Clock;
  readonly #runner: Runner;
  readonly #grads: Tensor;
  readonly #update: Run;

  constructor(runner: Runner, optimizer: Optimizer, judges: readonly Judges[], clock: Clock) {
    const { arena, values: w, grads: g, outputShapes } = runner.network;
    const targetShapes = judges.map(({ loss }, i) => loss.target(outputShapes[i]!));
    const memory = new Arena(arena.segment);
    const slots = optimizer.slots.map(() => memory.tensor(w.shape));
    this.#update = optimizer.bind({ w, g, slots, clock });
    this.judges = judges;
    this.targetShapes = targetShapes;
    this.figureNames = namesOf(judges, outputPaths(runner.network));
    this.figures = new Float64Array(this.figureNames.length);
    this.optimizer = optimizer;
    this.clock = clock;
    this.#runner = runner;
    this.#grads = g;
    // Nothing can fail from here on: what was compiled before is in force until now.
    Object.assign(clock, { step: 0, epoch: 0, learningRate: optimizer.config.learningRate });
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
    const loss = lossOf(binding);
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
      if (parameter) {
        return `${label}: expected a finite ${parameter.path}, got ${NOT_FINITE} since an earlier step; ${REMEDY}`;
      }
      if (isBad(binding.outputs[index]!)) {
        return `${label}: expected finite outputs, got ${NOT_FINITE}; ${REMEDY}`;
      }
    }
    return `${nodes.at(-1)?.label}: expected a finite loss, got ${loss}; ${REMEDY}`;
  }
}

/** The losses of all outputs together. */
export function lossOf({ judged }: JudgedBinding): number {
  let sum = 0;
  for (let i = 0; i < judged.length; i++) sum += judged[i]!.loss.data[0]!;
  return sum;
}

/** The loss, with several outputs that of each, and the metrics of each, of the batch that ran last. */
export function readFigures(binding: JudgedBinding, out: Float64Array): void {
  const { judged } = binding;
  out[0] = lossOf(binding);
  let at = 1;
  for (let i = 0; i < judged.length; i++) {
    const { loss, metrics } = judged[i]!;
    if (judged.length > 1) out[at++] = loss.data[0]!;
    for (let j = 0; j < metrics.length; j++) out[at++] = metrics[j]!.result[0]!;
  }
}

/** @throws for metrics of one name, or of the name "loss" */
function namesOf(judges: readonly Judges[], outputs: readonly string[]): string[] {
  const several = judges.length > 1;
  const names = judges.flatMap(({ metrics }, i) => {
    const own = [...(several ? ["loss"] : []), ...metrics.map(({ name }) => name)];
    return several ? own.map((name) => `${outputs[i]}_${name}`) : own;
  });
  if (names.includes("loss")) {
    throw new RangeError('compile: metrics: expected names other than "loss", got "loss"');
  }
  return ["loss", ...names];
}

const NOT_FINITE = "NaN or infinities";
const REMEDY = "lower the learning rate or scale the inputs; this step has changed no weight";
