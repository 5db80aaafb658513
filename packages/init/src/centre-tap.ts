import { formatShape, type Tensor } from "@kindling/core";

/**
 * The matrix [in, out] of a dense kernel, or of the tap of a convolution kernel that reads the
 * output's own place with padding "same": ⌊(k − 1)/2⌋ of each spatial axis.
 *
 *     [in, out]              the kernel itself
 *     [h, w, …, in, out]     the middle one, a view; none where a spatial axis is empty
 *
 * @throws for fewer than `least` axes
 */
export function centreTap(out: Tensor, where: string, least = 2): Tensor | undefined {
  expectRank(out, where, least);
  const spatial = out.shape.slice(0, -2);
  if (spatial.includes(0)) return undefined;
  return out.pick(...spatial.map((extent) => (extent - 1) >> 1), -1, -1);
}

/** @throws for fewer than `least` axes */
export function expectRank(out: Tensor, where: string, least: number): void {
  if (out.dimension >= least) return;
  const kernel = least > 2 ? "a convolution kernel [h, w, …, in, out]" : "a kernel [in, out]";
  throw new RangeError(
    `${where}: expected ${kernel}, got ${formatShape(out.shape)}` +
      (least > 2 ? "" : "; a bias takes zeros or constant"),
  );
}
