import { BinaryOp } from "../kernels/binary/binary.ts";
import { binaryKernels } from "../kernels/binary/kernels.ts";
import { expectShape } from "../shape.ts";
import { expectTensor, type Tensor, zeros } from "../tensor.ts";
import { bindKernel, runOnce } from "./bind.ts";
import { broadcastShapes, hasUnitStep, walkOver } from "./broadcast.ts";
import { inOrder, type Run } from "./run.ts";

/** Operands of a bound operation on two tensors, or numbers, that broadcast. */
export interface BinaryOperands {
  /** The shape that `a` and `b` broadcast to. May be one of them. */
  readonly out: Tensor;
  readonly a: Tensor | number;
  readonly b: Tensor | number;
}

/** An operation on two tensors, or numbers, that broadcast. */
export type BinaryOperation = (
  a: Tensor | number,
  b: Tensor | number,
  options?: { readonly out?: Tensor | undefined },
) => Tensor;

/** The bound form of an operation on two tensors, or numbers. */
export type BindBinary = (operands: BinaryOperands) => Run;

/** The bound form of one of the operations of the binary kernel. */
export function bindBinary(where: keyof typeof BinaryOp): BindBinary {
  const op = BinaryOp[where];
  return ({ out, ...operands }) => {
    const [a, b] = [tensorOf(operands.a, `${where}: a`), tensorOf(operands.b, `${where}: b`)];
    const shape = broadcastShapes([a.shape, b.shape], where);
    expectShape(out.shape, shape, `${where}: out`);
    if (out.size === 0) return inOrder();
    return bindKernel(
      binaryKernels,
      {
        where,
        reads: { a, b },
        writes: { out },
        inPlace: ["a", "b"],
        fits: (_, x) => hasUnitStep(x),
      },
      ({ binary }, at, placed) => {
        const walk = walkOver(shape, [placed.a, placed.b, placed.out]);
        const { rows, columns, rowStrides, steps, offsets } = walk;
        const [aRow, bRow, outRow] = rowStrides;
        const [aStep, bStep] = steps;
        const [aOffsets, bOffsets, outOffsets] = offsets;
        const { a, b, out } = at;
        const turns = outOffsets.length;
        if (turns === 1) {
          return () => binary(op, rows, columns, a, aRow, aStep, b, bRow, bStep, out, outRow);
        }
        return () => {
          for (let i = 0; i < turns; i++) {
            binary(
              op, rows, columns, a + aOffsets[i], aRow, aStep, b + bOffsets[i], bRow, bStep,
              out + outOffsets[i], outRow,
            ); // biome-ignore format: one operand after another
          }
        };
      },
    );
  };
}

/** The convenient form: a new tensor, or `out`. */
export function runBinary(where: string, bind: BindBinary): BinaryOperation {
  return (a, b, options = {}) => {
    const [left, right] = [tensorOf(a, `${where}: a`), tensorOf(b, `${where}: b`)];
    const { out = zeros(broadcastShapes([left.shape, right.shape], where)) } = options;
    runOnce(() => bind({ out, a: left, b: right }));
    return out;
  };
}

/**
 * A number as a tensor without axes, NaN and infinities too.
 *
 * @throws for anything else but a tensor
 */
export function tensorOf(x: Tensor | number, where: string): Tensor {
  if (typeof x !== "number") {
    expectTensor(x, where);
    return x;
  }
  const scalar = zeros([]);
  scalar.data[0] = x;
  return scalar;
}
