import {
  type Activation,
  activationReads,
  bindActivation,
  bindActivationBackward,
  type Run,
  type Tensor,
} from "@kindling/core";

/** How a layer ends with an activation: y = f(z). */
export interface Activated {
  /** Receives what stands before the activation; `y` itself where it need not be kept. */
  readonly z: Tensor;
  /** What the operation that writes `z` may apply itself: the activation, or linear. */
  readonly fused: Activation;
  /** What is left to do forward. */
  readonly forward: Run | undefined;
  /** dy ← dy ∘ f′(z). */
  readonly backward: Run;
}

/**
 * Binds the activation that a layer ends with. One whose backward pass reads the output works on
 * `y` in place; else the layer writes into a buffer.
 *
 * @param buffer makes a tensor of the shape of `y`
 */
export function bindActivated(
  activation: Activation,
  { y, dy }: { readonly y: Tensor; readonly dy: Tensor },
  buffer: () => Tensor,
): Activated {
  if (activationReads(activation) === "y") {
    const backward = bindActivationBackward({ dx: dy, y, dy, activation });
    return { z: y, fused: activation, forward: undefined, backward };
  }
  const z = buffer();
  return {
    z,
    fused: "linear",
    forward: bindActivation({ y, x: z, activation }),
    backward: bindActivationBackward({ dx: dy, x: z, dy, activation }),
  };
}
