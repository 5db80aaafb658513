import { copyInto, inOrder, type Tensor, zeros } from "@kindling/core";
import type { BuiltLayer, LayerIO } from "../layer.ts";

/**
 * Looks at what layers compute before their activation, those inside of others too. What is bound
 * while it is `active` applies activations as steps of their own.
 */
export class Observer {
  active = false;
  #wanted: string | undefined;
  #seen: Tensor | undefined;

  /** The layer, which binds itself as the observer needs it. */
  watch(path: string, built: BuiltLayer): BuiltLayer {
    return {
      ...built,
      fuse: (next) => (this.active ? undefined : built.fuse?.(next)),
      bind: (io) => (this.active ? this.#bind(path, built, io) : built.bind(io)),
    };
  }

  /** What stands before the activation of the layer at that path while `run` runs, where it is first. */
  look(path: string, run: () => void): Tensor | undefined {
    [this.#wanted, this.#seen] = [path, undefined];
    run();
    return this.#seen;
  }

  #bind(path: string, built: BuiltLayer, io: LayerIO): ReturnType<BuiltLayer["bind"]> {
    const { activation } = built;
    if (activation === undefined) return built.bind(io);
    const { y, skipActivation } = io;
    const { forward, backward } = built.bind({ ...io, skipActivation: true });
    const see = (): void => {
      if (path !== this.#wanted || this.#seen) return;
      this.#seen = zeros(y.shape);
      copyInto(this.#seen, y);
    };
    const rest = skipActivation ? undefined : activation.forward(y, y);
    return { forward: inOrder(forward, see, rest), backward };
  }
}
