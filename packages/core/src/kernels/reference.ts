import { adamReference } from "./adam/reference.ts";
import { binaryCrossEntropyReference } from "./binary-cross-entropy/reference.ts";
import { crossEntropyReference } from "./cross-entropy/reference.ts";
import { elementwiseReference } from "./elementwise/reference.ts";
import { fillReference } from "./fill/reference.ts";
import { gemmReference } from "./gemm/reference.ts";
import type { KernelSet } from "./kernels.ts";
import { meanSquaredErrorReference } from "./mean-squared-error/reference.ts";
import { reluReference } from "./relu/reference.ts";
import { sgdReference } from "./sgd/reference.ts";
import { sigmoidReference } from "./sigmoid/reference.ts";
import { softmaxReference } from "./softmax/reference.ts";
import { sumRowsReference } from "./sum-rows/reference.ts";
import { tanhReference } from "./tanh/reference.ts";

/** The naive float64 loops that define every kernel; models bound to it serve gradient checks. */
export const referenceKernelSet: KernelSet = {
  name: "reference",
  Heap: Float64Array,
  firstFree: 1,
  instantiate: (_memory, heap) => {
    const f64 = heap as Float64Array;
    return {
      ...adamReference(f64),
      ...binaryCrossEntropyReference(f64),
      ...crossEntropyReference(f64),
      ...elementwiseReference(f64),
      ...fillReference(f64),
      ...gemmReference(f64),
      ...meanSquaredErrorReference(f64),
      ...reluReference(f64),
      ...sgdReference(f64),
      ...sigmoidReference(f64),
      ...softmaxReference(f64),
      ...sumRowsReference(f64),
      ...tanhReference(f64),
    };
  },
};
