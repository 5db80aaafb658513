import { at, expectLikeOutput, type Metric, type MetricIO, meanMetric, rowsOf } from "./metric.ts";

/**
 * Mean absolute error, over all outputs: (1/n) Σ |y − t|.
 *
 * @example mae().name // "mae"
 */
export function mae(): Metric {
  return meanMetric("mae", (io) => overElements(io, "mae", Math.abs));
}

/**
 * Mean squared error, over all outputs: (1/n) Σ (y − t)².
 *
 * @example mse().name // "mse"
 */
export function mse(): Metric {
  return meanMetric("mse", (io) => overElements(io, "mse", (error) => error * error));
}

/**
 * Root of the mean squared error over all samples: √((1/n) Σ (y − t)²).
 *
 * @example rmse().name // "rmse"
 */
export function rmse(): Metric {
  const { bind } = meanMetric("rmse", (io) => overElements(io, "rmse", (error) => error * error));
  return { name: "rmse", sums: 2, bind, value: ([sum, total]) => Math.sqrt(sum! / total!) };
}

/**
 * Mean cosine of the angle between output and target, along the last axis; 0 where one of them is 0.
 *
 * @example cosine().name // "cosine"
 */
export function cosine(): Metric {
  return meanMetric("cosine", (io) => {
    const { y, target } = io;
    expectLikeOutput(io, "cosine");
    const { rows, columns } = rowsOf(y);
    const value = (row: number): number => {
      let product = 0;
      let ofY = 0;
      let ofTarget = 0;
      for (let i = row * columns; i < (row + 1) * columns; i++) {
        product += at(y, i) * at(target, i);
        ofY += at(y, i) ** 2;
        ofTarget += at(target, i) ** 2;
      }
      return product === 0 ? 0 : product / Math.sqrt(ofY * ofTarget);
    };
    return { rows, value };
  });
}

function overElements(io: MetricIO, where: string, of: (error: number) => number) {
  const { y, target } = io;
  expectLikeOutput(io, where);
  return { rows: y.size, value: (i: number) => of(at(y, i) - at(target, i)) };
}
