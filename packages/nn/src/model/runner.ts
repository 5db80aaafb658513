import { type Binding, bindNetwork, type JudgedBinding } from "./bind-network.ts";
import type { Judges } from "./judges.ts";
import type { Network } from "./network.ts";
import { Workspace } from "./workspace.ts";

/** Bindings kept at once; each is a list of closures, the memory is shared. */
const MOST_BINDINGS = 32;

type Purpose = "train" | "evaluate" | "predict";

/** By the number of weights that a sample has, then by batch size. */
type Bindings = Map<number, Map<number, Binding>>;

/** Binds a net for the batch sizes that come, and runs it. */
export class Runner {
  readonly network: Network;
  readonly #bindings: Readonly<Record<Purpose, Bindings>> = {
    train: new Map(),
    evaluate: new Map(),
    predict: new Map(),
  };
  #workspace: Workspace;
  #trains: (path: string) => boolean = () => true;

  constructor(network: Network) {
    this.network = network;
    this.#workspace = new Workspace(network.arena, 1);
  }

  binding(purpose: "predict", batch: number): Binding;
  binding(
    purpose: "train" | "evaluate",
    batch: number,
    judges: readonly Judges[],
    weights: number,
  ): JudgedBinding;
  binding(purpose: Purpose, batch: number, judges?: readonly Judges[], weights = 0): Binding {
    const known = this.#bindings[purpose].get(weights)?.get(batch);
    if (known) return known;

    // Twice as large each time, so that growing batches leave few workspaces behind.
    const grown = batch > this.#workspace.capacity;
    const workspace = grown
      ? new Workspace(this.network.arena, Math.max(batch, 2 * this.#workspace.capacity))
      : this.#workspace;
    const binding = bindNetwork(this.network, workspace, {
      batch,
      training: purpose === "train",
      weights,
      trains: this.#trains,
      ...(judges && { judges }),
    });
    if (grown) {
      this.#clear();
      this.#workspace = workspace;
    }
    const bindings = this.#bindings[purpose].get(weights) ?? new Map<number, Binding>();
    this.#bindings[purpose].set(weights, bindings);
    if (bindings.size >= MOST_BINDINGS) bindings.delete(bindings.keys().next().value as number);
    bindings.set(batch, binding);
    return binding;
  }

  /** Forgets all bindings: their judges, and what was trained, are no longer in force. */
  reset(trains: (path: string) => boolean): void {
    this.#trains = trains;
    this.#clear();
  }

  #clear(): void {
    for (const each of Object.values(this.#bindings)) each.clear();
  }
}
