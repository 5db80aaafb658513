import { selectKernels } from "../kernels/select/kernels.ts";
import { expectShape } from "../shape.ts";
import { expectTensor, type Tensor, zeros } from "../tensor.ts";
import { bindKernel, runOnce } from "./bind.ts";
import { broadcastShapes, hasUnitStep, walkOver } from "./broadcast.ts";
import { tensorOf } from "./elementwise-binary.ts";
import { inOrder, type Run } from "./run.ts";

/**
 * Binds out = condition ≠ 0 ? a : b, element by element, with broadcasting.
 *
 * @throws for shapes that do not broadcast, and an `out` of another shape
 * @example
 * const out = zeros([2]);
 * bindWhere({ out, condition: tensor([1, 0]), a: tensor([1, 2]), b: tensor([3, 4]) })();
 * toNested(out) // [1, 4]
 */
export function bindWhere(operands: {
  readonly out: Tensor;
  readonly condition: Tensor;
  readonly a: Tensor | number;
  readonly b: Tensor | number;
}): Run {
  const { out, condition } = operands;
  const [a, b] = [tensorOf(operands.a, "where: a"), tensorOf(operands.b, "where: b")];
  const shape = broadcastShapes([condition.shape, a.shape, b.shape], "where");
  expectShape(out.shape, shape, "where: out");
  if (out.size === 0) return inOrder();
  return bindKernel(
    selectKernels,
    {
      where: "where",
      reads: { condition, a, b },
      writes: { out },
      inPlace: ["condition", "a", "b"],
      fits: (_, x) => hasUnitStep(x),
    },
    ({ select }, at, placed) => {
      const walk = walkOver(shape, [placed.condition, placed.a, placed.b, placed.out]);
      const { rows, columns } = walk;
      const [cRow, aRow, bRow, outRow] = walk.rowStrides;
      const [cStep, aStep, bStep] = walk.steps;
      const [cOffsets, aOffsets, bOffsets, outOffsets] = walk.offsets;
      const { condition: c, a, b, out } = at;
      return () => {
        for (let i = 0; i < outOffsets.length; i++) {
          select(
            rows, columns, c + cOffsets[i], cRow, cStep, a + aOffsets[i], aRow, aStep, b + bOffsets[i], bRow,
            bStep, out + outOffsets[i], outRow,
          ); // biome-ignore format: one operand after another
        }
      };
    },
  );
}

/**
 * condition ≠ 0 ? a : b, element by element, with broadcasting, into `out` or a new tensor.
 *
 * @throws for shapes that do not broadcast, and an `out` of another shape
 * @example toNested(where(tensor([1, 0, 1]), tensor([1, 2, 3]), -1)) // [1, -1, 3]
 */
export function where(
  condition: Tensor,
  a: Tensor | number,
  b: Tensor | number,
  options: { readonly out?: Tensor | undefined } = {},
): Tensor {
  expectTensor(condition, "where: condition");
  const [left, right] = [tensorOf(a, "where: a"), tensorOf(b, "where: b")];
  const { out = zeros(broadcastShapes([condition.shape, left.shape, right.shape], "where")) } =
    options;
  runOnce(() => bindWhere({ out, condition, a: left, b: right }));
  return out;
}
