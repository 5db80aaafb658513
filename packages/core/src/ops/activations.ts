// The activations: the name of each is what layers take for it, too.
import type { KernelGroup } from "../kernels/kernels.ts";
import { piecewiseKernels } from "../kernels/piecewise/kernels.ts";
import { reluKernels } from "../kernels/relu/kernels.ts";
import { sigmoidKernels } from "../kernels/sigmoid/kernels.ts";
import { sineKernels } from "../kernels/sine/kernels.ts";
import { smoothKernels } from "../kernels/smooth/kernels.ts";
import { softmaxKernels } from "../kernels/softmax/kernels.ts";
import { tanhKernels } from "../kernels/tanh/kernels.ts";
import { isSameView } from "../reach.ts";
import { formatShape } from "../shape.ts";
import type { Tensor } from "../tensor.ts";
import { defineActivation } from "./activation-function.ts";
import { bindKernel } from "./bind.ts";
import { bindCopy } from "./copy.ts";
import { inOrder, type Run } from "./run.ts";
import { SELU_ALPHA, SELU_SCALE } from "./selu.ts";

type Map = (n: number, x: number, y: number) => void;
type MapBackward = (n: number, at: number, dy: number, dx: number) => void;

/** Binds y = f(x), element by element; y may be x. */
function bindMap<K>(
  where: string,
  group: KernelGroup<K>,
  x: Tensor,
  y: Tensor,
  pick: (kernels: K) => Map,
): Run {
  const n = x.size;
  const operands = { where, reads: { x }, writes: { y }, inPlace: ["x"] } as const;
  return bindKernel(group, operands, (kernels, { x, y }) => {
    const map = pick(kernels);
    return () => map(n, x, y);
  });
}

function bindMapBackward<K>(
  where: string,
  group: KernelGroup<K>,
  [at, dy, dx]: readonly [Tensor, Tensor, Tensor],
  pick: (kernels: K) => MapBackward,
): Run {
  const n = at.size;
  const operands = { where, reads: { at, dy }, writes: { dx }, inPlace: ["dy"] } as const;
  return bindKernel(group, operands, (kernels, { at, dy, dx }) => {
    const map = pick(kernels);
    return () => map(n, at, dy, dx);
  });
}

/** An activation without options, by the kernels of its name. */
function simple<Name extends string>(
  name: Name,
  group: KernelGroup<Record<Name, Map> & Record<`${Name}Backward`, MapBackward>>,
  reads: "x" | "y",
) {
  return defineActivation(name, {
    reads,
    forward: (x, y) => bindMap(name, group, x, y, (kernels) => kernels[name]),
    backward: (at, dy, dx) =>
      bindMapBackward(
        name,
        group,
        [at, dy, dx],
        ({ [`${name}Backward` as const]: backward }) => backward as MapBackward,
      ),
  });
}

/** scale·x above 0, gain·(e^(x/width) − 1) below. */
function eluLike<Name extends string, Option extends string = never>(
  name: Name,
  settings: (alpha: number) => readonly [scale: number, gain: number, width: number],
  option?: Option,
) {
  return defineActivation<Name, Option>(name, {
    reads: "y",
    ...(option && { option: { name: option, preset: 1 } }),
    forward(x, y, alpha) {
      const [scale, gain, width] = settings(alpha);
      return bindMap(name, smoothKernels, x, y, ({ elu }) => {
        return (n, x, y) => elu(n, x, y, scale, gain, width);
      });
    },
    backward(y, dy, dx, alpha) {
      const [scale, gain, width] = settings(alpha);
      return bindMapBackward(name, smoothKernels, [y, dy, dx], ({ eluBackward }) => {
        return (n, y, dy, dx) => eluBackward(n, y, dy, dx, scale, gain, width);
      });
    },
  });
}

/** An activation along the last axis. */
function overRows<Name extends "softmax" | "logSoftmax">(name: Name) {
  return defineActivation(name, {
    reads: "y",
    forward(x, y) {
      const [rows, columns] = lastAxis(name, x);
      const operands = { where: name, reads: { x }, writes: { y }, inPlace: ["x"] } as const;
      return bindKernel(softmaxKernels, operands, ({ [name]: forward }, { x, y }) => {
        return () => forward(rows, columns, x, y);
      });
    },
    backward(y, dy, dx) {
      const [rows, columns] = lastAxis(name, y);
      const reads = { y, dy };
      const operands = { where: name, reads, writes: { dx }, inPlace: ["dy"] } as const;
      return bindKernel(softmaxKernels, operands, (kernels, { y, dy, dx }) => {
        const backward = kernels[`${name}Backward`];
        return () => backward(rows, columns, y, dy, dx);
      });
    },
  });
}

/**
 * The input as it is.
 *
 * @example toNested(activate(tensor([-1, 2]), linearActivation())) // [-1, 2]
 */
export const linearActivation = /* @__PURE__ */ defineActivation("linear", {
  reads: "y",
  forward: (x, y) => (isSameView(x, y) ? inOrder() : bindCopy({ out: y, x })),
  backward: (_, dy, dx) => (isSameView(dx, dy) ? inOrder() : bindCopy({ out: dx, x: dy })),
});

/**
 * max(x, 0)
 *
 * @example toNested(activate(tensor([-1, 2]), reluActivation())) // [0, 2]
 */
export const reluActivation = /* @__PURE__ */ simple("relu", reluKernels, "y");

/**
 * min(max(x, 0), 6)
 *
 * @example toNested(activate(tensor([-1, 8]), relu6Activation())) // [0, 6]
 */
export const relu6Activation = /* @__PURE__ */ simple("relu6", piecewiseKernels, "y");

/**
 * x > 0 ? x : a·x
 *
 * @example toNested(activate(tensor([-1, 2]), leakyReluActivation({ negativeSlope: 0.5 }))) // [-0.5, 2]
 */
export const leakyReluActivation = /* @__PURE__ */ defineActivation("leakyRelu", {
  reads: "y",
  option: { name: "negativeSlope", preset: 0.3, least: 0 },
  forward: (x, y, slope) =>
    bindMap("leakyRelu", reluKernels, x, y, ({ leakyRelu }) => {
      return (n, x, y) => leakyRelu(n, x, y, slope);
    }),
  backward: (y, dy, dx, slope) =>
    bindMapBackward("leakyRelu", reluKernels, [y, dy, dx], ({ leakyReluBackward }) => {
      return (n, y, dy, dx) => leakyReluBackward(n, y, dy, dx, slope);
    }),
});

/**
 * x > 0 ? x : α·(eˣ − 1)
 *
 * @example toNested(activate(tensor([0, 2]), eluActivation())) // [0, 2]
 */
export const eluActivation = /* @__PURE__ */ eluLike("elu", (alpha) => [1, alpha, 1], "alpha");

/**
 * λ·elu(x), α = 1.673…, λ = 1.050…
 *
 * @example toNested(activate(tensor([0]), seluActivation())) // [0]
 */
export const seluActivation = /* @__PURE__ */ eluLike("selu", () => [
  SELU_SCALE,
  SELU_SCALE * SELU_ALPHA,
  1,
]);

/**
 * x > 0 ? x : α·(e^(x/α) − 1)
 *
 * @example toNested(activate(tensor([0, 2]), celuActivation())) // [0, 2]
 */
export const celuActivation = /* @__PURE__ */ eluLike(
  "celu",
  (alpha) => [1, alpha, alpha],
  "alpha",
);

/**
 * x·Φ(x)
 *
 * @example toNested(activate(tensor([0]), geluActivation())) // [0]
 */
export const geluActivation = /* @__PURE__ */ simple("gelu", smoothKernels, "x");

/**
 * ½x·(1 + tanh(√(2/π)·(x + 0.044715x³)))
 *
 * @example toNested(activate(tensor([0]), geluTanhActivation())) // [0]
 */
export const geluTanhActivation = /* @__PURE__ */ simple("geluTanh", smoothKernels, "x");

/**
 * x·σ(x)
 *
 * @example toNested(activate(tensor([0]), siluActivation())) // [0]
 */
export const siluActivation = /* @__PURE__ */ simple("silu", smoothKernels, "x");

/**
 * x·tanh(ln(1 + eˣ))
 *
 * @example toNested(activate(tensor([0]), mishActivation())) // [0]
 */
export const mishActivation = /* @__PURE__ */ simple("mish", smoothKernels, "x");

/**
 * ln(1 + eˣ)
 *
 * @example activate(tensor([0]), softplusActivation()).get(0) // 0.69314…
 */
export const softplusActivation = /* @__PURE__ */ simple("softplus", smoothKernels, "y");

/**
 * x/(1 + |x|)
 *
 * @example toNested(activate(tensor([-1, 3]), softsignActivation())) // [-0.5, 0.75]
 */
export const softsignActivation = /* @__PURE__ */ simple("softsign", piecewiseKernels, "y");

/**
 * 1/(1 + e^−x)
 *
 * @example toNested(activate(tensor([0]), sigmoidActivation())) // [0.5]
 */
export const sigmoidActivation = /* @__PURE__ */ simple("sigmoid", sigmoidKernels, "y");

/**
 * min(max(x/6 + ½, 0), 1)
 *
 * @example toNested(activate(tensor([-3, 0, 3]), hardSigmoidActivation())) // [0, 0.5, 1]
 */
export const hardSigmoidActivation = /* @__PURE__ */ simple("hardSigmoid", piecewiseKernels, "y");

/**
 * x·hardSigmoid(x)
 *
 * @example toNested(activate(tensor([-4, 0, 4]), hardSwishActivation())) // [0, 0, 4]
 */
export const hardSwishActivation = /* @__PURE__ */ simple("hardSwish", piecewiseKernels, "x");

/**
 * tanh(x)
 *
 * @example toNested(activate(tensor([0]), tanhActivation())) // [0]
 */
export const tanhActivation = /* @__PURE__ */ simple("tanh", tanhKernels, "y");

/**
 * e^x / Σ e^x over the last axis
 *
 * @example toNested(activate(tensor([0, 0]), softmaxActivation())) // [0.5, 0.5]
 */
export const softmaxActivation = /* @__PURE__ */ overRows("softmax");

/**
 * The logarithm of softmax.
 *
 * @example activate(tensor([0, 0]), logSoftmaxActivation()).get(0) // -0.69314…
 */
export const logSoftmaxActivation = /* @__PURE__ */ overRows("logSoftmax");

/**
 * sin(ω·x)
 *
 * @example toNested(activate(tensor([0]), sinActivation())) // [0]
 */
export const sinActivation = /* @__PURE__ */ defineActivation("sin", {
  reads: "x",
  option: { name: "omega", preset: 1 },
  forward: (x, y, omega) =>
    bindMap("sin", sineKernels, x, y, ({ sine }) => {
      return (n, x, y) => sine(n, x, y, omega);
    }),
  backward: (x, dy, dx, omega) =>
    bindMapBackward("sin", sineKernels, [x, dy, dx], ({ sineBackward }) => {
      return (n, x, dy, dx) => sineBackward(n, x, dy, dx, omega);
    }),
});

function lastAxis(where: string, { shape, size }: Tensor): [rows: number, columns: number] {
  const columns = shape.at(-1);
  if (columns === undefined) {
    throw new RangeError(`${where}: expected an axis to run over, got ${formatShape(shape)}`);
  }
  return [columns === 0 ? 0 : size / columns, columns];
}
