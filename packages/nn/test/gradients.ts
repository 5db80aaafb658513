import { kernels, type Tensor, useKernels } from "@kindling/core";
import {
  checkGradients,
  type DataOfAll,
  type Layer,
  type Loss,
  type LossName,
  type Model,
  type OfEach,
  sequential,
  sgd,
} from "@kindling/nn";

interface Judged {
  readonly loss: OfEach<LossName | Loss>;
  readonly x: DataOfAll;
  readonly y: DataOfAll;
}

interface Row {
  readonly inputShape: readonly number[];
  readonly layers: readonly Layer[];
}

/**
 * Largest relative error of the gradients of all parameters, all of their elements tried, at
 * weights that are moved away from where they start: zero biases hide wrong terms, and put relus on
 * their kink.
 */
export function gradientError(
  check: Judged & (Row | { readonly net: () => Model<Tensor | Tensor[]> }),
): number {
  const before = kernels().name;
  useKernels("reference");
  try {
    const model =
      "net" in check
        ? check.net()
        : sequential({ inputShape: check.inputShape, layers: check.layers, seed: 7 });
    model.compile({ optimizer: sgd(), loss: check.loss });
    for (const { value } of model.parameters) {
      value.data.forEach((weight, i) => {
        value.data[i] = weight + 0.1 * Math.sin(i + 1);
      });
    }
    return checkGradients(model, { x: check.x, y: check.y, samples: 1e6 }).error;
  } finally {
    useKernels(before);
  }
}
