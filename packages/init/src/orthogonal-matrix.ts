import { qr, type Tensor, transpose, zeros } from "@kindling/core";
import type { FillContext } from "./initializer.ts";

/**
 * A random matrix [rows, columns] with orthonormal columns, or rows where those are fewer, every one
 * as likely as any other: the Q of a matrix of normal draws, with the signs that make the diagonal
 * of R positive. Without them Q would depend on how the factors were found.
 *
 * F. Mezzadri, "How to Generate Random Matrices from the Classical Compact Groups", 2007.
 */
export function orthogonalMatrix(rows: number, columns: number, { rng }: FillContext): Tensor {
  const [most, least] = rows < columns ? [columns, rows] : [rows, columns];
  const { q } = qr(rng.normal(zeros([most, least])));
  return rows < columns ? transpose(q) : q;
}
