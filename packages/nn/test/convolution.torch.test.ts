import { bindAdd, kernels, useKernels } from "@kindling/core";
import {
  averagePooling1d,
  averagePooling2d,
  conv1d,
  conv2d,
  conv2dTranspose,
  defineLayer,
  depthwiseConv2d,
  globalAveragePooling1d,
  globalAveragePooling2d,
  globalMaxPooling1d,
  globalMaxPooling2d,
  type Layer,
  type Loss,
  maxPooling1d,
  maxPooling2d,
  separableConv2d,
  sequential,
  sgd,
  upSampling2d,
  zeroPadding2d,
} from "@kindling/nn";
import { afterAll, describe, expect, it } from "vitest";
import golden from "./golden/convolution.json" with { type: "json" };

const usual = kernels().name;
afterAll(() => useKernels(usual));

const LAYERS: Readonly<Record<string, (config: never) => Layer>> = {
  averagePooling1d,
  averagePooling2d,
  conv1d,
  conv2d,
  conv2dTranspose,
  depthwiseConv2d,
  globalAveragePooling1d,
  globalAveragePooling2d,
  globalMaxPooling1d,
  globalMaxPooling2d,
  maxPooling1d,
  maxPooling2d,
  separableConv2d,
  upSampling2d,
  zeroPadding2d,
};
const BATCH = 2;
const wave = (count: number, salt: number): Float64Array =>
  Float64Array.from({ length: count }, (_, i) => Math.sin(1.7 * i + salt));

/** y = x + p: the gradient of p is that of the layer's input. */
const probe = defineLayer("probe", () => (scope, input) => {
  const p = scope.parameter("p", [BATCH, ...input], "zeros", { fanIn: 1, fanOut: 1 });
  return {
    output: input,
    bind: ({ x, y, dy }) => ({
      forward: bindAdd({ out: y, a: x, b: p.value }),
      backward: bindAdd({ out: p.grad, a: p.grad, b: dy }),
    }),
  };
});

/** L = Σ target·y */
const projection: Loss = {
  name: "projection",
  config: {},
  absorbs: () => false,
  target: (output) => output,
  bind: ({ y, target, dy, loss }) => {
    return () => {
      loss.data[0] = y.data.reduce((sum, value, i) => sum + value * target.data[i]!, 0);
      dy?.data.set(target.data);
    };
  },
};

function distance(a: ArrayLike<number>, b: readonly number[]): number {
  const scale = Math.max(...b.map(Math.abs));
  return Math.max(...b.map((value, i) => Math.abs(a[i]! - value))) / scale;
}

// The reference kernels agree to the 14 digits that are stored. In float32 a sum of n ≤ 100 products
// errs by at most about n·2⁻²⁴ of its size.
describe.each([
  ["reference", 1e-12],
  ["wasm-simd", 1e-5],
  ["js", 1e-5],
] as const)("PyTorch and the %s kernels agree to %d", (set, tolerance) => {
  it.each(golden.map((entry) => [entry.type, entry.config, entry.input, entry] as const))(
    "%s %j on %j",
    (type, config, inputShape, { output, y, grads }) => {
      useKernels(set);
      const model = sequential({ inputShape, layers: [probe(), LAYERS[type]!(config as never)] });
      model.compile({ optimizer: sgd({ learningRate: 1e-30 }), loss: projection });
      model.parameters.slice(1).forEach(({ value }, i) => {
        value.data.set(wave(value.size, i + 1));
      });
      const size = inputShape.reduce((a, b) => a * b, BATCH);
      const x = wave(size, 0.3);
      expect(model.outputShape).toEqual(output);
      // What predict returns is rounded to float32.
      expect(distance(model.predict(x).data, y)).toBeLessThan(Math.max(tolerance, 2 ** -23));
      model.trainOnBatch(x, wave(y.length, 0.9));
      expect(model.parameters.length).toBe(grads.length);
      model.parameters.forEach(({ grad }, i) => {
        expect(distance(grad.data, grads[i]!)).toBeLessThan(tolerance);
      });
    },
  );
});

describe("causal convolutions", () => {
  const answer = (config: object, steps: readonly number[]) => {
    const layer = conv1d({
      filters: 1,
      padding: "causal",
      useBias: false,
      ...config,
      kernelSize: 3,
    });
    const net = sequential({ inputShape: [steps.length, 1], layers: [layer] });
    net.parameters[0]!.value.data.set([1, 10, 100]);
    return [...net.predict([steps.map((each) => [each])]).data];
  };

  it("see what came before, with zeros in front", () => {
    expect(answer({}, [1, 2, 3, 4])).toEqual([100, 210, 321, 432]);
    expect(answer({ dilationRate: 2 }, [1, 2, 3, 4, 5])).toEqual([100, 200, 310, 420, 531]);
    expect(answer({ strides: 2 }, [1, 2, 3, 4])).toEqual([100, 321]);
    expect(answer({}, [5])).toEqual([500]); // a kernel longer than its input
  });
});
