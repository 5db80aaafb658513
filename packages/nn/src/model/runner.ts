import { type Binding, bindNetwork, type JudgedBinding } from "./bind-network.ts";
import type { Judges } from "./judges.ts";
import type { Network } from "./network.ts";
import { Workspace } from "./workspace.ts";

/** Bindings kept at once; each is a list of closures, the memory is shared. */
const MOST_BINDINGS = 32;

type Purpose = "train" | "evaluate" | "predict";

/** Bindings by batch size: of samples that count alike, and of samples with weights. */
const noBindings = () => [new Map<number, Binding>(), new Map<number, Binding>()] as const;

/** Binds a net for the batch sizes that come, and runs it. */
export class Runner {
  readonly network: Network;
  readonly #bindings = { train: noBindings(), evaluate: noBindings(), predict: noBindings() };
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
    weighted: boolean,
  ): JudgedBinding;
  binding(purpose: Purpose, batch: number, judges?: readonly Judges[], weighted = false): Binding {
    const bindings = this.#bindings[purpose][weighted ? 1 : 0];
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
      weighted,
      trains: this.#trains,
      ...(judges && { judges }),
    });
    if (grown) {
      this.#clear();
      this.#workspace = workspace;
    }
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
    for (const both of Object.values(this.#bindings)) for (const each of both) each.clear();
  }
}
