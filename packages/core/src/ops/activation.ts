import { reluKernels } from "../kernels/relu/kernels.ts";
import { sigmoidKernels } from "../kernels/sigmoid/kernels.ts";
import { softmaxKernels } from "../kernels/softmax/kernels.ts";
import { tanhKernels } from "../kernels/tanh/kernels.ts";
import { isSameView } from "../reach.ts";
import { expectShape, formatShape } from "../shape.ts";
import type { Tensor } from "../tensor.ts";
import { bindKernel } from "./bind.ts";
import { bindCopy } from "./elementwise.ts";
import { inOrder, type Run } from "./run.ts";

/** The name of an activation; see {@link Activation} for the formulas. */
export type ActivationName = "linear" | "relu" | "leakyRelu" | "sigmoid" | "tanh" | "softmax";

/** Leaky ReLU with a slope of its own. */
export interface LeakyReluActivation {
  readonly name: "leakyRelu";
  /** Slope for x < 0, at least 0. Default 0.3, as in TensorFlow.js. */
  readonly negativeSlope?: number;
}

/**
 * A function that a layer ends with.
 *
 *     linear  x      relu  max(x, 0)      leakyRelu  x > 0 ? x : a·x
 *     sigmoid  1/(1 + e^−x)      tanh      softmax  over the last axis
 *
 * @example
 * const x = tensor([-1, 2]);
 * bindActivation({ y: x, x, activation: { name: "leakyRelu", negativeSlope: 0.5 } })();
 * toNested(x) // [-0.5, 2]
 */
export type Activation = ActivationName | LeakyReluActivation;

const NAMES: readonly string[] = [
  "linear",
  "relu",
  "leakyRelu",
  "sigmoid",
  "tanh",
  "softmax",
] satisfies ActivationName[];

/**
 * Binds y = f(x), for tensors of one shape; y may be x.
 *
 * @throws for shapes that differ, softmax of a scalar, unknown names and slopes below 0
 * @example
 * const y = zeros([3]);
 * bindActivation({ y, x: tensor([-1, 0, 2]), activation: "relu" })();
 * toNested(y) // [0, 0, 2]
 */
export function bindActivation(operands: {
  readonly y: Tensor;
  readonly x: Tensor;
  readonly activation: Activation;
}): Run {
  const { y, x } = operands;
  const { name, negativeSlope } = normalForm(operands.activation);
  expectShape(y.shape, x.shape, `${name}: y`);
  const { rows, columns } = name === "softmax" ? lastAxis(x) : { rows: 1, columns: x.size };
  if (name === "linear") return isSameView(x, y) ? inOrder() : bindCopy({ out: y, x });

  const bound = { where: name, reads: { x }, writes: { y }, inPlace: ["x"] } as const;
  switch (name) {
    case "relu":
      return bindKernel(reluKernels, bound, ({ relu }, { x, y }) => {
        return () => relu(columns, x, y);
      });
    case "leakyRelu":
      return bindKernel(reluKernels, bound, ({ leakyRelu }, { x, y }) => {
        return () => leakyRelu(columns, x, y, negativeSlope);
      });
    case "sigmoid":
      return bindKernel(sigmoidKernels, bound, ({ sigmoid }, { x, y }) => {
        return () => sigmoid(columns, x, y);
      });
    case "tanh":
      return bindKernel(tanhKernels, bound, ({ tanh }, { x, y }) => {
        return () => tanh(columns, x, y);
      });
    case "softmax":
      return bindKernel(softmaxKernels, bound, ({ softmax }, { x, y }) => {
        return () => softmax(rows, columns, x, y);
      });
  }
}

/**
 * Binds dx = dy ∘ f′(x), written in terms of y = f(x); for softmax the product with its Jacobian.
 * All tensors have one shape; dx may be dy.
 *
 * @throws for shapes that differ, softmax of a scalar, unknown names and slopes below 0
 * @example
 * const dx = zeros([2]);
 * const [y, dy] = [tensor([0.5, 1]), tensor([8, 8])];
 * bindActivationBackward({ dx, y, dy, activation: "sigmoid" })();
 * toNested(dx) // [2, 0]
 */
export function bindActivationBackward(operands: {
  readonly dx: Tensor;
  readonly y: Tensor;
  readonly dy: Tensor;
  readonly activation: Activation;
}): Run {
  const { dx, y, dy } = operands;
  const { name, negativeSlope } = normalForm(operands.activation);
  expectShape(dy.shape, y.shape, `${name}: dy`);
  expectShape(dx.shape, y.shape, `${name}: dx`);
  const { rows, columns } = name === "softmax" ? lastAxis(y) : { rows: 1, columns: y.size };
  if (name === "linear") return isSameView(dx, dy) ? inOrder() : bindCopy({ out: dx, x: dy });

  const bound = { where: name, reads: { y, dy }, writes: { dx }, inPlace: ["dy"] } as const;
  switch (name) {
    case "relu":
      return bindKernel(reluKernels, bound, ({ reluBackward }, { y, dy, dx }) => {
        return () => reluBackward(columns, y, dy, dx);
      });
    case "leakyRelu":
      return bindKernel(reluKernels, bound, ({ leakyReluBackward }, { y, dy, dx }) => {
        return () => leakyReluBackward(columns, y, dy, dx, negativeSlope);
      });
    case "sigmoid":
      return bindKernel(sigmoidKernels, bound, ({ sigmoidBackward }, { y, dy, dx }) => {
        return () => sigmoidBackward(columns, y, dy, dx);
      });
    case "tanh":
      return bindKernel(tanhKernels, bound, ({ tanhBackward }, { y, dy, dx }) => {
        return () => tanhBackward(columns, y, dy, dx);
      });
    case "softmax":
      return bindKernel(softmaxKernels, bound, ({ softmaxBackward }, { y, dy, dx }) => {
        return () => softmaxBackward(rows, columns, y, dy, dx);
      });
  }
}

/**
 * Returns an activation that is known and well configured.
 *
 * @throws for unknown names and slopes below 0
 * @example expectActivation("relu", "dense: activation") // "relu"
 */
export function expectActivation(activation: unknown, where: string): Activation {
  normalForm(activation as Activation, where);
  return activation as Activation;
}

function normalForm(
  activation: Activation,
  where = "activation",
): { name: ActivationName; negativeSlope: number } {
  const { name, negativeSlope = 0.3 }: { name: ActivationName; negativeSlope?: number } =
    typeof activation === "object" && activation !== null ? activation : { name: activation };
  if (!NAMES.includes(name)) {
    throw new RangeError(
      `${where}: expected one of ${NAMES.join(", ")}, got ${JSON.stringify(name)}`,
    );
  }
  if (
    !(
      typeof negativeSlope === "number" &&
      negativeSlope >= 0 &&
      negativeSlope < Number.POSITIVE_INFINITY
    )
  ) {
    throw new RangeError(
      `${where}: ${name}: negativeSlope: expected a finite number, 0 or more, got ${negativeSlope}`,
    );
  }
  return { name, negativeSlope };
}

function lastAxis({ shape, size }: Tensor): { rows: number; columns: number } {
  const columns = shape.at(-1);
  if (columns === undefined) {
    throw new RangeError(`softmax: expected an axis to run over, got ${formatShape(shape)}`);
  }
  return { rows: columns === 0 ? 0 : size / columns, columns };
}
