import { rowLossKernels } from "../kernels/row-loss/kernels.ts";
import type { RowLoss } from "../kernels/row-loss/row-loss.ts";
import { expectShape } from "../shape.ts";
import { bindLoss, rowsOf } from "./loss.ts";
import type { PairLossOperands } from "./pointwise-losses.ts";
import type { Run } from "./run.ts";

/**
 * Binds the mean cosine of the angle between outputs and targets along the last axis, negated: −1
 * where they point the same way.
 *
 *     L = −(1/rows) Σ_i c_i        dy_i = (c_i·ŷ_i − t̂_i)/(‖y_i‖·rows)        c = ŷ·t̂    ŷ = y/‖y‖
 *
 *     y, t  [batch, …, width]
 *
 * Rows shorter than 1e-7 have no direction: c is 0, and so is the gradient.
 *
 * @throws for shapes that do not fit
 * @example
 * const loss = zeros([1]);
 * bindCosineSimilarity({ y: tensor([[3, 4]]), target: tensor([[6, 8]]), loss })();
 * loss.get(0) // -1
 */
export function bindCosineSimilarity(operands: PairLossOperands): Run {
  return bindRows("cosineSimilarity", operands, (kernels) => kernels.cosineSimilarity);
}

/**
 * Binds the hinge loss between the right class and the strongest wrong one, along the last axis.
 *
 *     L = (1/rows) Σ_i max(1 + max_j (1 − t_ij)·y_ij − Σ_j t_ij·y_ij, 0)
 *
 *     y, t  [batch, …, classes], t one-hot
 *
 * @throws for shapes that do not fit
 * @example
 * const loss = zeros([1]);
 * bindCategoricalHinge({ y: tensor([[2, 1.5]]), target: tensor([[1, 0]]), loss })();
 * loss.get(0) // 0.5
 */
export function bindCategoricalHinge(operands: PairLossOperands): Run {
  return bindRows("categoricalHinge", operands, (kernels) => kernels.categoricalHinge);
}

function bindRows(
  where: string,
  { y, target, dy, loss, weights }: PairLossOperands,
  pick: (kernels: RowLoss) => RowLoss["cosineSimilarity"],
): Run {
  const [rows, columns] = rowsOf(y.shape, `${where}: y`);
  expectShape(target.shape, y.shape, `${where}: target`);
  const operands = { x: y, target, dx: dy, loss, weights };
  return bindLoss(rowLossKernels, where, ["y", "target"], operands, (kernels) => {
    const kernel = pick(kernels);
    return (samples, y, t, dy, loss, weight) =>
      kernel(samples * rows, columns, y, t, dy, loss, weight);
  });
}
