import { adadeltaReference } from "./adadelta/reference.ts";
import { adagradReference } from "./adagrad/reference.ts";
import { adamReference } from "./adam/reference.ts";
import { adamaxReference } from "./adamax/reference.ts";
import { attentionReference } from "./attention/reference.ts";
import { batchNormReference } from "./batch-norm/reference.ts";
import { binaryReference } from "./binary/reference.ts";
import { binaryCrossEntropyReference } from "./binary-cross-entropy/reference.ts";
import { convReference } from "./conv/reference.ts";
import { convPoolReference } from "./conv-pool/reference.ts";
import { copyReference } from "./copy/reference.ts";
import { crossEntropyReference } from "./cross-entropy/reference.ts";
import { extremeReference } from "./extreme/reference.ts";
import { fillReference } from "./fill/reference.ts";
import { gatherReference } from "./gather/reference.ts";
import { gemmReference } from "./gemm/reference.ts";
import { gradientReference } from "./gradient/reference.ts";
import { groupNormReference } from "./group-norm/reference.ts";
import { gruReference } from "./gru/reference.ts";
import { holdReference } from "./hold/reference.ts";
import type { Heap, KernelGroup, KernelSet } from "./kernels.ts";
import { lionReference } from "./lion/reference.ts";
import { logSumExpReference } from "./log-sum-exp/reference.ts";
import { lstmReference } from "./lstm/reference.ts";
import { maskingReference } from "./masking/reference.ts";
import { meanSquaredErrorReference } from "./mean-squared-error/reference.ts";
import { padReference } from "./pad/reference.ts";
import { piecewiseReference } from "./piecewise/reference.ts";
import { pointwiseLossReference } from "./pointwise-loss/reference.ts";
import { poolReference } from "./pool/reference.ts";
import { qrReference } from "./qr/reference.ts";
import { reluReference } from "./relu/reference.ts";
import { rmspropReference } from "./rmsprop/reference.ts";
import { rowLossReference } from "./row-loss/reference.ts";
import { selectReference } from "./select/reference.ts";
import { sgdReference } from "./sgd/reference.ts";
import { sigmoidReference } from "./sigmoid/reference.ts";
import { sineReference } from "./sine/reference.ts";
import { smoothReference } from "./smooth/reference.ts";
import { softmaxReference } from "./softmax/reference.ts";
import { sumReference } from "./sum/reference.ts";
import { sumRowsReference } from "./sum-rows/reference.ts";
import { tanhReference } from "./tanh/reference.ts";
import { unaryReference } from "./unary/reference.ts";

/** Plain loops over float64: slow, and what the other sets are measured against. */
export const referenceKernelSet: KernelSet = {
  name: "reference",
  Heap: Float64Array,
  firstFree: 1,
  instantiate: <K>({ name }: KernelGroup<K>, _memory: unknown, heap: Heap) => {
    const reference = REFERENCES[name] as ((heap: Float64Array) => K) | undefined;
    if (reference) return reference(heap as Float64Array);
    throw new Error(`kernels: expected reference kernels of ${name}, got none`);
  },
};

/** By the name of the group. They stand here, so that a bundle without this set does not hold them. */
const REFERENCES: Readonly<Record<string, (heap: Float64Array) => unknown>> = {
  adadelta: adadeltaReference,
  adagrad: adagradReference,
  adam: adamReference,
  adamax: adamaxReference,
  attention: attentionReference,
  "batch-norm": batchNormReference,
  binary: binaryReference,
  "binary-cross-entropy": binaryCrossEntropyReference,
  conv: convReference,
  "conv-pool": convPoolReference,
  copy: copyReference,
  "cross-entropy": crossEntropyReference,
  extreme: extremeReference,
  fill: fillReference,
  gather: gatherReference,
  gemm: gemmReference,
  gradient: gradientReference,
  "group-norm": groupNormReference,
  gru: gruReference,
  hold: holdReference,
  lion: lionReference,
  "log-sum-exp": logSumExpReference,
  lstm: lstmReference,
  masking: maskingReference,
  "mean-squared-error": meanSquaredErrorReference,
  pad: padReference,
  piecewise: piecewiseReference,
  "pointwise-loss": pointwiseLossReference,
  pool: poolReference,
  qr: qrReference,
  relu: reluReference,
  rmsprop: rmspropReference,
  "row-loss": rowLossReference,
  select: selectReference,
  sgd: sgdReference,
  sigmoid: sigmoidReference,
  sine: sineReference,
  smooth: smoothReference,
  softmax: softmaxReference,
  sum: sumReference,
  "sum-rows": sumRowsReference,
  tanh: tanhReference,
  unary: unaryReference,
};
