import { expectShape, type Shape } from "../shape.ts";
import { isContiguous, type Tensor } from "../tensor.ts";

/**
 * Whether the kernel of a step can use a view as it is: what stands in a sequence, [batch, time,
 * units], has rows some way apart, and so has the mask.
 */
export function fitsStep(name: string, x: Tensor): boolean {
  if (name === "mask") return true;
  if (name !== "y" && name !== "dy") return isContiguous(x);
  return x.shape[1] <= 1 || x.stride[1] === 1;
}

/** Elements from one row to the next; 0 where there is no operand. */
export function rowOf(x: Tensor | undefined): number {
  return x?.stride[0] ?? 0;
}

/** Checks that all have that shape, and the mask its rows. @throws otherwise */
export function expectStep(
  where: string,
  shape: Shape,
  operands: Readonly<Record<string, Tensor | undefined>>,
  mask?: Tensor | undefined,
): void {
  for (const [name, x] of Object.entries(operands)) {
    if (x) expectShape(x.shape, shape, `${where}: ${name}`);
  }
  if (mask) expectShape(mask.shape, shape.slice(0, 1), `${where}: mask`);
}
