export type { NdArray } from "ndarray";
export { kernels, useKernels } from "./kernels/current.ts";
export type { KernelSetName } from "./kernels/kernels.ts";
export { Arena, createArena } from "./memory/arena.ts";
export type { Nested } from "./nested.ts";
export {
  type Activation,
  type ActivationName,
  activate,
  activationReads,
  bindActivation,
  bindActivationBackward,
  type EluActivation,
  expectActivation,
  type LeakyReluActivation,
  resolveActivation,
  type SinActivation,
} from "./ops/activation.ts";
export { type ActivationCurve, activationCurve } from "./ops/activation-curve.ts";
export {
  type ActivationFunction,
  type Epilogue,
  isActivationFunction,
  namedActivation,
} from "./ops/activation-function.ts";
export {
  celuActivation,
  eluActivation,
  geluActivation,
  geluTanhActivation,
  hardSigmoidActivation,
  hardSwishActivation,
  leakyReluActivation,
  linearActivation,
  logSoftmaxActivation,
  mishActivation,
  relu6Activation,
  reluActivation,
  seluActivation,
  sigmoidActivation,
  siluActivation,
  sinActivation,
  softmaxActivation,
  softplusActivation,
  softsignActivation,
  tanhActivation,
} from "./ops/activations.ts";
export { type AdadeltaSettings, bindAdadelta } from "./ops/adadelta.ts";
export { type AdagradSettings, bindAdagrad } from "./ops/adagrad.ts";
export {
  type AdamSettings,
  bindAdam,
  bindAmsgrad,
  bindNadam,
  type NadamSettings,
} from "./ops/adam.ts";
export { type AdamaxSettings, bindAdamax } from "./ops/adamax.ts";
export { addRelu, bindAddRelu } from "./ops/add-relu.ts";
export { allClose } from "./ops/all-close.ts";
export type { AlongOperands, AlongOperation, BindAlong } from "./ops/along.ts";
export { argMax, argMin, bindArgMax, bindArgMin } from "./ops/arg-max.ts";
export { add, bindAdd, bindDiv, bindMul, bindSub, div, mul, sub } from "./ops/arithmetic.ts";
export { bindAttention, bindAttentionBackward } from "./ops/attention.ts";
export { bindBatchNorm, bindBatchNormBackward, bindBlend, bindMoments } from "./ops/batch-norm.ts";
export {
  bindBinaryCrossEntropy,
  bindSigmoidBinaryCrossEntropy,
} from "./ops/binary-cross-entropy.ts";
export { broadcastShapes } from "./ops/broadcast.ts";
export { bindClip, clip } from "./ops/clip.ts";
export {
  bindEqual,
  bindGreater,
  bindGreaterEqual,
  bindLess,
  bindLessEqual,
  bindNotEqual,
  equal,
  greater,
  greaterEqual,
  less,
  lessEqual,
  notEqual,
} from "./ops/compare.ts";
export { bindConcat, concat, type Joined } from "./ops/concat.ts";
export {
  bindConv2d,
  bindConv2dInputGradient,
  bindConv2dKernelGradient,
  type Conv2dOperands,
  type ConvWindow,
} from "./ops/conv2d.ts";
export { bindConv2dMaxPool, bindConv2dMaxPoolBackward } from "./ops/conv2d-max-pool.ts";
export { bindCopy } from "./ops/copy.ts";
export {
  bindCategoricalCrossEntropy,
  bindSoftmaxCrossEntropy,
  bindSparseCategoricalCrossEntropy,
  bindSparseSoftmaxCrossEntropy,
} from "./ops/cross-entropy.ts";
export {
  bindRelu,
  bindSigmoid,
  bindSoftplus,
  bindTanh,
  relu,
  sigmoid,
  softplus,
  tanh,
} from "./ops/curves.ts";
export { bindDot, dot } from "./ops/dot.ts";
export { bindDropoutMask } from "./ops/dropout-mask.ts";
export type { BinaryOperands, BinaryOperation, BindBinary } from "./ops/elementwise-binary.ts";
export type { BindUnary, UnaryOperation } from "./ops/elementwise-unary.ts";
export { bindExp, bindLog, exp, log } from "./ops/exponential.ts";
export { bindMaximum, bindMinimum, maximum, minimum } from "./ops/extremes.ts";
export { bindGather, type GatherOperands, gather } from "./ops/gather.ts";
export { bindPenalize, bindScale, bindSumOfSquares } from "./ops/gradient.ts";
export {
  bindGroupNorm,
  bindGroupNormBackward,
  type GroupNormalization,
} from "./ops/group-norm.ts";
export {
  bindGru,
  bindGruBackward,
  bindGruGates,
  bindGruGatesBackward,
  bindGruState,
  bindGruStateBackward,
} from "./ops/gru.ts";
export { bindHold, bindRelease } from "./ops/hold.ts";

export { bindLion, type LionSettings } from "./ops/lion.ts";
export { bindLogSoftmax, logSoftmax } from "./ops/log-softmax.ts";
export { bindLogSumExp, logSumExp } from "./ops/log-sum-exp.ts";
export { bindLstm, bindLstmBackward } from "./ops/lstm.ts";
export { bindMaskRows } from "./ops/masking.ts";
export { bindMatmul, type MatmulOperands, matmul, transpose } from "./ops/matmul.ts";
export { bindMax, bindMin, max, min } from "./ops/max.ts";
export { bindMean, mean } from "./ops/mean.ts";
export { bindMeanSquaredError } from "./ops/mean-squared-error.ts";
export { bindNorm, norm } from "./ops/norm.ts";
export { bindNormalNoise, type NormalNoiseOperands } from "./ops/normal-noise.ts";
export { bindOneHot, oneHot } from "./ops/one-hot.ts";
export { bindOuter, outer } from "./ops/outer.ts";
export { bindCrop2d, bindPad2d, type Margins } from "./ops/pad2d.ts";
export {
  bindHinge,
  bindHuber,
  bindKullbackLeibler,
  bindLogCosh,
  bindMeanAbsoluteError,
  bindPoisson,
  bindSquaredHinge,
  type PairLossOperands,
} from "./ops/pointwise-losses.ts";
export {
  bindMaxPool2d,
  bindMaxPool2dBackward,
  bindSumPool2d,
  bindSumPool2dBackward,
  type PoolWindow,
} from "./ops/pool2d.ts";
export { bindPow, pow } from "./ops/power.ts";
export {
  bindReciprocal,
  bindSqrt,
  bindSquare,
  reciprocal,
  sqrt,
  square,
} from "./ops/powers.ts";
export { bindQr, type QrFactors, qr } from "./ops/qr.ts";
export type { BindReduction, ReduceOperands, ReduceOptions, Reduction } from "./ops/reduce.ts";
export { bindRmsprop, type RmspropSettings } from "./ops/rmsprop.ts";
export { bindCeil, bindFloor, bindRound, ceil, floor, round } from "./ops/rounding.ts";
export { bindCategoricalHinge, bindCosineSimilarity } from "./ops/row-losses.ts";
export { inOrder, type Run } from "./ops/run.ts";
export { bindScatterAdd, scatterAdd } from "./ops/scatter-add.ts";
export { bindSgd, type SgdSettings } from "./ops/sgd.ts";
export { abs, bindAbs, bindNeg, bindSign, neg, sign } from "./ops/signs.ts";
export { bindSlice, slice } from "./ops/slice.ts";
export { bindSoftmax, softmax } from "./ops/softmax.ts";
export { bindStack, stack } from "./ops/stack.ts";
export { bindSum, sum } from "./ops/sum.ts";
export { bindSumRows } from "./ops/sum-rows.ts";
export { bindCos, bindSin, cos, sin } from "./ops/trigonometry.ts";
export { bindVariance, type VarianceOptions, variance } from "./ops/variance.ts";
export { bindWhere, where } from "./ops/where.ts";
export type { ChoiceOptions } from "./random/choice.ts";
export type { IntegersOut } from "./random/integers.ts";
export { normalCdf } from "./random/normal-cdf.ts";
export { normalDensity } from "./random/normal-density.ts";
export { normalQuantile } from "./random/normal-quantile.ts";
export { philox4x32 } from "./random/philox.ts";
export type { RandomSource, TruncationOptions } from "./random/random-source.ts";
export { createRng, Rng, type Stream } from "./random/rng.ts";
export { TorchRng, torchRng } from "./random/torch/torch-rng.ts";
export { cosineAndSine } from "./random/torch/turn.ts";
export { expectWithin } from "./reach.ts";
export { cosine, power } from "./scalar.ts";
export { checkShape, expectShape, formatShape, type Shape, sizeOf } from "./shape.ts";
export { show } from "./show.ts";
export {
  copyInto,
  isContiguous,
  isNdArray,
  reshape,
  type Tensor,
  type TensorLike,
  tensor,
  toNested,
  zeros,
} from "./tensor.ts";
