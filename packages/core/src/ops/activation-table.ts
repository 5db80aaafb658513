import type { KernelGroup } from "../kernels/kernels.ts";
import { piecewiseKernels } from "../kernels/piecewise/kernels.ts";
import { reluKernels } from "../kernels/relu/kernels.ts";
import { sigmoidKernels } from "../kernels/sigmoid/kernels.ts";
import { sineKernels } from "../kernels/sine/kernels.ts";
import { smoothKernels } from "../kernels/smooth/kernels.ts";
import { softmaxKernels } from "../kernels/softmax/kernels.ts";
import type { Softmax } from "../kernels/softmax/softmax.ts";
import { tanhKernels } from "../kernels/tanh/kernels.ts";
import { isSameView } from "../reach.ts";
import { formatShape } from "../shape.ts";
import type { Tensor } from "../tensor.ts";
import { bindKernel } from "./bind.ts";
import { bindCopy } from "./copy.ts";
import { inOrder, type Run } from "./run.ts";

/** How an activation is computed. */
export interface ActivationDefinition {
  /** What the backward pass reads: the input or the output. */
  readonly reads: "x" | "y";
  /** The one option that it has. */
  readonly option?: {
    readonly name: "negativeSlope" | "alpha" | "omega";
    readonly preset: number;
  };
  forward(x: Tensor, y: Tensor, option: number): Run;
  /** @param at the input or the output, as `reads` says */
  backward(at: Tensor, dy: Tensor, dx: Tensor, option: number): Run;
}

type Map = (n: number, x: number, y: number) => void;
type MapBackward = (n: number, at: number, dy: number, dx: number) => void;

export const SELU_SCALE = 1.0507009873554805;
export const SELU_ALPHA = 1.6732632423543772;

/** Binds y = f(x), element by element; y may be x. */
export function bindMap<K>(
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

/** An activation without options. */
function simple<K>(
  name: string,
  group: KernelGroup<K>,
  reads: "x" | "y",
  forward: (kernels: K) => Map,
  backward: (kernels: K) => MapBackward,
): ActivationDefinition {
  return {
    reads,
    forward: (x, y) => bindMap(name, group, x, y, forward),
    backward: (at, dy, dx) => bindMapBackward(name, group, [at, dy, dx], backward),
  };
}

/** scale·x above 0, gain·(e^(x/width) − 1) below. */
function eluLike(
  name: string,
  settings: (alpha: number) => readonly [scale: number, gain: number, width: number],
  hasAlpha: boolean,
): ActivationDefinition {
  return {
    reads: "y",
    ...(hasAlpha && { option: { name: "alpha", preset: 1 } }),
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
  };
}

/** An activation along the last axis. */
function overRows(
  name: string,
  pick: (kernels: Softmax) => readonly [Softmax["softmax"], Softmax["softmaxBackward"]],
): ActivationDefinition {
  return {
    reads: "y",
    forward(x, y) {
      const [rows, columns] = lastAxis(name, x);
      const operands = { where: name, reads: { x }, writes: { y }, inPlace: ["x"] } as const;
      return bindKernel(softmaxKernels, operands, (kernels, { x, y }) => {
        const [forward] = pick(kernels);
        return () => forward(rows, columns, x, y);
      });
    },
    backward(y, dy, dx) {
      const [rows, columns] = lastAxis(name, y);
      const reads = { y, dy };
      const operands = { where: name, reads, writes: { dx }, inPlace: ["dy"] } as const;
      return bindKernel(softmaxKernels, operands, (kernels, { y, dy, dx }) => {
        const [, backward] = pick(kernels);
        return () => backward(rows, columns, y, dy, dx);
      });
    },
  };
}

/** Every activation by its name. */
export const ACTIVATIONS = {
  linear: {
    reads: "y",
    forward: (x, y) => (isSameView(x, y) ? inOrder() : bindCopy({ out: y, x })),
    backward: (_, dy, dx) => (isSameView(dx, dy) ? inOrder() : bindCopy({ out: dx, x: dy })),
  },
  relu: simple(
    "relu",
    reluKernels,
    "y",
    (k) => k.relu,
    (k) => k.reluBackward,
  ),
  relu6: simple(
    "relu6",
    piecewiseKernels,
    "y",
    (k) => k.relu6,
    (k) => k.relu6Backward,
  ),
  leakyRelu: {
    reads: "y",
    option: { name: "negativeSlope", preset: 0.3 },
    forward: (x, y, slope) =>
      bindMap("leakyRelu", reluKernels, x, y, ({ leakyRelu }) => {
        return (n, x, y) => leakyRelu(n, x, y, slope);
      }),
    backward: (y, dy, dx, slope) =>
      bindMapBackward("leakyRelu", reluKernels, [y, dy, dx], ({ leakyReluBackward }) => {
        return (n, y, dy, dx) => leakyReluBackward(n, y, dy, dx, slope);
      }),
  },
  elu: eluLike("elu", (alpha) => [1, alpha, 1], true),
  selu: eluLike("selu", () => [SELU_SCALE, SELU_SCALE * SELU_ALPHA, 1], false),
  celu: eluLike("celu", (alpha) => [1, alpha, alpha], true),
  gelu: simple(
    "gelu",
    smoothKernels,
    "x",
    (k) => k.gelu,
    (k) => k.geluBackward,
  ),
  geluTanh: simple(
    "geluTanh",
    smoothKernels,
    "x",
    (k) => k.geluTanh,
    (k) => k.geluTanhBackward,
  ),
  silu: simple(
    "silu",
    smoothKernels,
    "x",
    (k) => k.silu,
    (k) => k.siluBackward,
  ),
  mish: simple(
    "mish",
    smoothKernels,
    "x",
    (k) => k.mish,
    (k) => k.mishBackward,
  ),
  softplus: simple(
    "softplus",
    smoothKernels,
    "y",
    (k) => k.softplus,
    (k) => k.softplusBackward,
  ),
  softsign: simple(
    "softsign",
    piecewiseKernels,
    "y",
    (k) => k.softsign,
    (k) => k.softsignBackward,
  ),
  sigmoid: simple(
    "sigmoid",
    sigmoidKernels,
    "y",
    (k) => k.sigmoid,
    (k) => k.sigmoidBackward,
  ),
  hardSigmoid: simple(
    "hardSigmoid", piecewiseKernels, "y", (k) => k.hardSigmoid, (k) => k.hardSigmoidBackward,
  ), // biome-ignore format: as its neighbours
  hardSwish: simple(
    "hardSwish",
    piecewiseKernels,
    "x",
    (k) => k.hardSwish,
    (k) => k.hardSwishBackward,
  ),
  tanh: simple(
    "tanh",
    tanhKernels,
    "y",
    (k) => k.tanh,
    (k) => k.tanhBackward,
  ),
  softmax: overRows("softmax", (k) => [k.softmax, k.softmaxBackward]),
  logSoftmax: overRows("logSoftmax", (k) => [k.logSoftmax, k.logSoftmaxBackward]),
  sin: {
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
  },
} satisfies Record<string, ActivationDefinition>;

function lastAxis(where: string, { shape, size }: Tensor): [rows: number, columns: number] {
  const columns = shape.at(-1);
  if (columns === undefined) {
    throw new RangeError(`${where}: expected an axis to run over, got ${formatShape(shape)}`);
  }
  return [columns === 0 ? 0 : size / columns, columns];
}
