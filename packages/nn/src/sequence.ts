import { expectShape, formatShape, type Shape } from "@kindling/core";

/** Extents of a sequence. @throws for another number of axes, and for one without steps */
export function expectSequence(input: Shape, label: string): [steps: number, features: number] {
  const [steps, features] = expectShape(input, ["time", "features"], `${label}: input`);
  if (steps === 0) {
    throw new RangeError(
      `${label}: input: expected at least one step, got ${formatShape(["batch", ...input])}`,
    );
  }
  return [steps, features];
}
