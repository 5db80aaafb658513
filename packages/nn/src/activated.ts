import type { ActivationFunction, Epilogue, Run, Tensor } from "@kindling/core";
import { inOrder } from "@kindling/core";
import type { LayerIO } from "./layer.ts";

/** How a layer ends with an activation: y = f(z). */
export interface Activated {
  /** Receives what stands before the activation; `y` itself where it need not be kept. */
  readonly z: Tensor;
  /** What the operation that writes `z` may apply itself. */
  readonly fused: Epilogue;
  /** What is left to do forward. */
  readonly forward: Run | undefined;
  /** dy ← dy ∘ f′(z). */
  readonly backward: Run;
}

/**
 * Binds the activation that a layer ends with, unless the loss applies it. One whose backward pass
 * reads the output works on `y` in place; else the layer writes into a buffer.
 *
 * @param buffer makes a tensor of the shape of `y`
 */
export function bindActivated(
  f: ActivationFunction,
  { y, dy, skipActivation }: Pick<LayerIO, "y" | "dy" | "skipActivation">,
  buffer: () => Tensor,
): Activated {
  if (skipActivation) return { z: y, fused: "linear", forward: undefined, backward: inOrder() };
  if (f.reads === "y") {
    const fused = f.name === "linear" || f.name === "relu" ? f.name : f;
    return { z: y, fused, forward: undefined, backward: f.backward(y, dy, dy) };
  }
  const z = buffer();
  return { z, fused: "linear", forward: f.forward(z, y), backward: f.backward(z, dy, dy) };
}
