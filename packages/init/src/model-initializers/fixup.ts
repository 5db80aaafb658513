import { constant } from "../initializers/constant.ts";
import { heNormal } from "../initializers/he-normal.ts";
import {
  fillParameter,
  type InitializableLayer,
  type ModelInitializer,
  modelInitializer,
  scaleParameter,
} from "../model-initializer.ts";

/**
 * Fixup: residual nets of any depth that train without normalisation.
 *
 *     W ~ N(0, 2/fanIn)    b ← 0    α ← 1
 *     within a branch of m layers, of L branches:    W ← L^(−1/(2m − 2))·W
 *     the last layer of each branch, and the output:    W ← 0
 *
 * Every branch starts as 0, so the net is as deep as its stem, and one step of training changes the
 * output as much as in a net without branches. Branches of one layer are 0.
 *
 * H. Zhang, Y. Dauphin, T. Ma, "Fixup Initialization: Residual Learning Without Normalization", ICLR
 * 2019. The scalar biases of the paper are the model's to have.
 *
 * @throws `apply`: for a model without residual branches
 * @example fixup().name // "fixup"
 */
export function fixup(): ModelInitializer {
  return modelInitializer("fixup", {}, (model) => {
    const { branches, layers } = model;
    if (branches.length === 0) {
      throw new RangeError("fixup: expected a model with residual branches, got none");
    }
    const start = (layer: InitializableLayer) => {
      fillParameter(model, layer.kernel, heNormal());
      if (layer.bias) fillParameter(model, layer.bias, constant());
    };
    const clear = (layer: InitializableLayer | undefined) => {
      if (layer) fillParameter(model, layer.kernel, constant());
    };
    for (const layer of layers) start(layer);
    for (const branch of branches) {
      const m = branch.layers.length;
      const factor = 1 / root(branches.length, 2 * m - 2);
      for (const { kernel } of branch.layers.slice(0, -1)) scaleParameter(kernel, factor);
      clear(branch.layers.at(-1));
      if (branch.scale) fillParameter(model, branch.scale, constant({ value: 1 }));
    }
    clear(layers.at(-1));
  });
}

/** The n-th root of x ≥ 1 by Newton's method from above: engines differ in powers. */
function root(x: number, n: number): number {
  let y = x;
  for (;;) {
    let power = 1;
    for (let i = 1; i < n; i++) power *= y;
    const next = ((n - 1) * y + x / power) / n;
    if (!(next < y)) return y;
    y = next;
  }
}
