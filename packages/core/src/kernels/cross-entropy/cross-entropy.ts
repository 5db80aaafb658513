/**
 * Cross-entropy over the classes, the mean over the rows times `weight`, and its gradient. `z`, `p`,
 * `t` and the gradients are [rows, columns], `labels` is [rows], `loss` is one element.
 *
 *     from logits           L = (w/rows) Σ_i Σ_j t_ij·(ln Σ_c e^z_ic − z_ij)
 *                           dz_ij = w·(softmax(z)_ij·Σ_c t_ic − t_ij) / rows
 *     from probabilities    L = −(w/rows) Σ_i Σ_j t_ij·ln clip(p_ij)
 *                           dp_ij = −w·t_ij / (p_ij·rows), 0 where p_ij is clipped
 *
 * The sparse forms take t_ij = 1 where j = labels_i, else 0; labels are whole numbers from 0 to
 * columns − 1, and any other label makes the loss NaN. A gradient at 0 is left out; it may
 * overwrite `z` or `p`. Losses are summed in float64 over the rows.
 */
export interface CrossEntropy {
  softmaxCrossEntropy(
    rows: number,
    columns: number,
    z: number,
    t: number,
    dz: number,
    loss: number,
    weight: number,
  ): void;
  sparseSoftmaxCrossEntropy(
    rows: number,
    columns: number,
    z: number,
    labels: number,
    dz: number,
    loss: number,
    weight: number,
  ): void;
  categoricalCrossEntropy(
    rows: number,
    columns: number,
    p: number,
    t: number,
    dp: number,
    loss: number,
    weight: number,
  ): void;
  sparseCategoricalCrossEntropy(
    rows: number,
    columns: number,
    p: number,
    labels: number,
    dp: number,
    loss: number,
    weight: number,
  ): void;
}

/** Probabilities are clipped to [1e-7, 1 − 1e-7], as Keras does; both ends rounded to float32. */
export const LEAST_PROBABILITY = Math.fround(1e-7);
export const MOST_PROBABILITY = 1 - 2 ** -23;
