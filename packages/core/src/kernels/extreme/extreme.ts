/**
 * The largest of x [rows, columns], or with `least` = 1 the least, and where it stands. Rows stand
 * `xRow` apart and are contiguous.
 *
 *     …Last       over the last axis: one result for each row
 *     …First      over the first axis: one result for each column
 *
 *     extreme     max x or min x
 *     place       the least index that holds it, as float32: exact below 2²⁴
 *
 * NaN comes before everything: an extreme among NaN is NaN, its place that of the first one. 0 and −0
 * are equal. There is at least one number to choose from.
 */
export interface Extreme {
  extremeLast: Choice;
  extremeFirst: Choice;
  placeLast: Choice;
  placeFirst: Choice;
}

type Choice = (
  rows: number,
  columns: number,
  x: number,
  xRow: number,
  out: number,
  least: number,
) => void;
