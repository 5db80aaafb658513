import { bindSumOfSquares, type Run, type Shape, type Tensor } from "@kindling/core";
import { expectPositive } from "../check.ts";
import type { FileTensor } from "../formats/safetensors.ts";
import type { Clock, Optimizer } from "../optimizers/optimizer.ts";
import { isSchedule, type Schedule } from "../schedules/schedule.ts";
import type { JudgedBinding } from "./bind-network.ts";
import type { Logs } from "./callbacks.ts";
import { explainGradient, explainLoss } from "./explain.ts";
import type { Judges } from "./judges.ts";
import { type Network, outputPaths } from "./network.ts";
import type { Runner } from "./runner.ts";
import { lossOf, namesOf, Totals } from "./totals.ts";
import { bindUpdate, type Update } from "./update.ts";

/** Takes training steps: everything that `compile` settles. */
export class Trainer {
  /** One for each output. */
  readonly judges: readonly Judges[];
  /** Of one target for each output, without the batch axis. */
  readonly targetShapes: readonly Shape[];
  readonly optimizer: Optimizer;
  readonly clock: Clock;
  readonly network: Network;
  readonly #runner: Runner;
  readonly #names: readonly string[];
  readonly #ofBatch: Totals;
  readonly #update: Update;
  readonly #schedule: Schedule | undefined;
  readonly #grads: Tensor;
  readonly #squares = new Float64Array(1);
  readonly #sumSquares: Run;
  /** Batches whose gradients have added up since the last update. */
  held = 0;

  constructor(runner: Runner, optimizer: Optimizer, judges: readonly Judges[], clock: Clock) {
    const { network } = runner;
    this.targetShapes = judges.map(({ loss }, i) => loss.target(network.outputShapes[i]!));
    this.judges = judges;
    this.#names = namesOf(judges, outputPaths(network));
    this.#ofBatch = new Totals(judges, network.outputShapes, this.#names);
    this.optimizer = optimizer;
    this.clock = clock;
    const { learningRate } = optimizer.config;
    this.#schedule = isSchedule(learningRate) ? learningRate : undefined;
    this.#update = bindUpdate(network, optimizer, clock);
    this.#grads = network.grads.all;
    this.#sumSquares = bindSumOfSquares({ x: this.#grads, result: this.#squares });
    this.network = network;
    this.#runner = runner;
    // Nothing can fail from here on: what was compiled before is in force until now.
    Object.assign(clock, { step: 0, epoch: 0 });
    clock.batches.step = 0;
    clock.learningRate = isSchedule(learningRate) ? learningRate.at(clock) : learningRate;
    runner.reset(this.#update.trains);
  }

  binding(purpose: "train" | "evaluate", batch: number, weights: number): JudgedBinding {
    return this.#runner.binding(purpose, batch, this.judges, weights);
  }

  /** Totals of nothing yet. */
  totals(): Totals {
    return new Totals(this.judges, this.network.outputShapes, this.#names);
  }

  /** Loss and metrics of the batch that ran last. */
  figuresOf(binding: JudgedBinding): Logs {
    this.#ofBatch.reset();
    this.#ofBatch.add(binding);
    return this.#ofBatch.logs();
  }

  /**
   * What it would have to know to go on, live: what the optimizer remembers of every weight, and
   * gradients that wait for more of them.
   */
  tensors(held = this.held): Map<string, FileTensor> {
    const { places, grads } = this.network;
    const blocks = this.optimizer.slots.map(
      (name, i) => [`slot/${name}`, this.#update.slots[i]!] as const,
    );
    const all = held > 0 ? [...blocks, ["gradient", grads] as const] : blocks;
    return new Map(
      all.flatMap(([name, block]) =>
        places.map(({ path, shape, at }) => [
          `/${name}/${path}`,
          { shape, data: block.view(at, shape).data },
        ]),
      ),
    );
  }

  /** Of the next update. */
  get learningRate(): number {
    return this.#schedule ? this.#schedule.at(this.clock) : this.clock.learningRate;
  }

  set learningRate(rate: number) {
    if (this.#schedule) {
      throw new Error(
        `learningRate: expected an optimizer with a fixed rate, got one with ${this.#schedule.type}`,
      );
    }
    this.clock.learningRate = expectPositive(rate, "learningRate");
  }

  /**
   * Takes in the samples that stand in `x` and `target` of the binding: an update, or a part of one
   * where gradients accumulate over batches.
   *
   * @throws when the loss or a gradient is not finite; the weights are then what they were
   */
  step(binding: JudgedBinding): void {
    const { clock, network } = this;
    clock.batches.step++;
    binding.forward();
    const loss = lossOf(binding);
    if (!Number.isFinite(loss)) {
      clock.batches.step--;
      throw new Error(explainLoss(network, binding, loss));
    }
    if (this.held === 0) this.#grads.data.fill(0);
    binding.backward();
    this.held++;
    if (this.held < this.#update.batches) return;
    this.held = 0;
    this.#sumSquares();
    if (!Number.isFinite(this.#squares[0])) {
      clock.batches.step--;
      throw new Error(explainGradient(network));
    }
    if (this.#schedule) clock.learningRate = this.#schedule.at(clock);
    clock.step++;
    this.#update.run();
  }
}
