import { elementwiseKernels } from "../kernels/elementwise/kernels.ts";
import { expectShape } from "../shape.ts";
import type { Tensor } from "../tensor.ts";
import { bindKernel } from "./bind.ts";
import type { Run } from "./run.ts";

interface BinaryOperands {
  /** May be an operand. */
  readonly out: Tensor;
  readonly a: Tensor;
  readonly b: Tensor;
}

/**
 * Binds out = a + b, element by element.
 *
 * @throws for shapes that differ
 * @example
 * const out = zeros([2]);
 * bindAdd({ out, a: tensor([1, 2]), b: tensor([3, 4]) })();
 * toNested(out) // [4, 6]
 */
export function bindAdd({ out, a, b }: BinaryOperands): Run {
  const n = out.size;
  expectShape(b.shape, a.shape, "add: b");
  expectShape(out.shape, a.shape, "add: out");
  return bindKernel(
    elementwiseKernels,
    { where: "add", reads: { a, b }, writes: { out }, inPlace: ["a", "b"] },
    ({ add }, { a, b, out }) => {
      return () => add(n, a, b, out);
    },
  );
}

/**
 * Binds out = a·b, element by element.
 *
 * @throws for shapes that differ
 * @example
 * const out = zeros([2]);
 * bindMultiply({ out, a: tensor([1, 2]), b: tensor([3, 4]) })();
 * toNested(out) // [3, 8]
 */
export function bindMultiply({ out, a, b }: BinaryOperands): Run {
  const n = out.size;
  expectShape(b.shape, a.shape, "multiply: b");
  expectShape(out.shape, a.shape, "multiply: out");
  return bindKernel(
    elementwiseKernels,
    { where: "multiply", reads: { a, b }, writes: { out }, inPlace: ["a", "b"] },
    ({ multiply }, { a, b, out }) => {
      return () => multiply(n, a, b, out);
    },
  );
}

/**
 * Binds out = x.
 *
 * @throws for shapes that differ
 * @example
 * const out = zeros([2, 1]);
 * bindCopy({ out, x: transpose(tensor([[1, 2]])) })();
 * toNested(out) // [[1], [2]]
 */
export function bindCopy({ out, x }: { readonly out: Tensor; readonly x: Tensor }): Run {
  const n = out.size;
  expectShape(out.shape, x.shape, "copy: out");
  return bindKernel(
    elementwiseKernels,
    { where: "copy", reads: { x }, writes: { out }, inPlace: ["x"] },
    ({ copy }, { x, out }) => {
      return () => copy(n, x, out);
    },
  );
}
