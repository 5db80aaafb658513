import { adamJs } from "./adam/js.ts";
import { binaryCrossEntropyJs } from "./binary-cross-entropy/js.ts";
import { crossEntropyJs } from "./cross-entropy/js.ts";
import { elementwiseJs } from "./elementwise/js.ts";
import { fillJs } from "./fill/js.ts";
import { gemmJs } from "./gemm/js.ts";
import type { KernelSet } from "./kernels.ts";
import { meanSquaredErrorJs } from "./mean-squared-error/js.ts";
import { reluJs } from "./relu/js.ts";
import { sgdJs } from "./sgd/js.ts";
import { sigmoidJs } from "./sigmoid/js.ts";
import { softmaxJs } from "./softmax/js.ts";
import { sumRowsJs } from "./sum-rows/js.ts";
import { tanhJs } from "./tanh/js.ts";

/** Typed-array JavaScript, the same results everywhere; takes over where wasm is refused. */
export const jsKernelSet: KernelSet = {
  name: "js",
  Heap: Float32Array,
  firstFree: 1,
  instantiate: (_memory, heap) => {
    const f32 = heap as Float32Array;
    return {
      ...adamJs(f32),
      ...binaryCrossEntropyJs(f32),
      ...crossEntropyJs(f32),
      ...elementwiseJs(f32),
      ...fillJs(f32),
      ...gemmJs(f32),
      ...meanSquaredErrorJs(f32),
      ...reluJs(f32),
      ...sgdJs(f32),
      ...sigmoidJs(f32),
      ...softmaxJs(f32),
      ...sumRowsJs(f32),
      ...tanhJs(f32),
    };
  },
};
