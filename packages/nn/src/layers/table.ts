import type { Layer } from "../layer.ts";
import { activation } from "./activation.ts";
import { add } from "./add.ts";
import { alphaDropout } from "./alpha-dropout.ts";
import { average } from "./average.ts";
import { averagePooling1d } from "./average-pooling1d.ts";
import { averagePooling2d } from "./average-pooling2d.ts";
import { batchNormalization } from "./batch-normalization.ts";
import { bidirectional } from "./bidirectional.ts";
import { concatenate } from "./concatenate.ts";
import { conv1d } from "./conv1d.ts";
import { conv2d } from "./conv2d.ts";
import { conv2dTranspose } from "./conv2d-transpose.ts";
import { cropping1d } from "./cropping1d.ts";
import { cropping2d } from "./cropping2d.ts";
import { dense } from "./dense.ts";
import { depthwiseConv2d } from "./depthwise-conv2d.ts";
import { dropout } from "./dropout.ts";
import { embedding } from "./embedding.ts";
import { maximum, minimum } from "./extremes.ts";
import { flatten } from "./flatten.ts";
import { gaussianDropout } from "./gaussian-dropout.ts";
import { gaussianNoise } from "./gaussian-noise.ts";
import { globalAveragePooling1d } from "./global-average-pooling1d.ts";
import { globalAveragePooling2d } from "./global-average-pooling2d.ts";
import { globalMaxPooling1d } from "./global-max-pooling1d.ts";
import { globalMaxPooling2d } from "./global-max-pooling2d.ts";
import { groupNormalization } from "./group-normalization.ts";
import { gru } from "./gru.ts";
import { layerNormalization } from "./layer-normalization.ts";
import { lstm } from "./lstm.ts";
import { masking } from "./masking.ts";
import { maxPooling1d } from "./max-pooling1d.ts";
import { maxPooling2d } from "./max-pooling2d.ts";
import { multiHeadAttention } from "./multi-head-attention.ts";
import { multiply } from "./multiply.ts";
import { normalization } from "./normalization.ts";
import { permute } from "./permute.ts";
import { pickStep } from "./pick-step.ts";
import { positionalEmbedding } from "./positional-embedding.ts";
import { prelu } from "./prelu.ts";
import { repeatVector } from "./repeat-vector.ts";
import { rescaling } from "./rescaling.ts";
import { reshape } from "./reshape.ts";
import { residual } from "./residual.ts";
import { rmsNormalization } from "./rms-normalization.ts";
import { separableConv2d } from "./separable-conv2d.ts";
import { simpleRnn } from "./simple-rnn.ts";
import { spatialDropout1d, spatialDropout2d } from "./spatial-dropout.ts";
import { timeDistributed } from "./time-distributed.ts";
import { upSampling1d } from "./up-sampling1d.ts";
import { upSampling2d } from "./up-sampling2d.ts";
import { zeroPadding1d } from "./zero-padding1d.ts";
import { zeroPadding2d } from "./zero-padding2d.ts";

/** Any layer's factory: it checks the configuration that it gets. */
export type AnyLayerFactory = ((config: never) => Layer) & { readonly type: string };

/** Every layer that a file may name. */
export const LAYERS: readonly AnyLayerFactory[] = [
  activation,
  add,
  alphaDropout,
  average,
  averagePooling1d,
  averagePooling2d,
  batchNormalization,
  bidirectional,
  concatenate,
  conv1d,
  conv2d,
  conv2dTranspose,
  cropping1d,
  cropping2d,
  dense,
  depthwiseConv2d,
  dropout,
  embedding,
  flatten,
  gaussianDropout,
  gaussianNoise,
  globalAveragePooling1d,
  globalAveragePooling2d,
  globalMaxPooling1d,
  globalMaxPooling2d,
  groupNormalization,
  gru,
  layerNormalization,
  lstm,
  masking,
  maximum,
  maxPooling1d,
  maxPooling2d,
  minimum,
  multiHeadAttention,
  multiply,
  normalization,
  permute,
  pickStep,
  positionalEmbedding,
  prelu,
  repeatVector,
  rescaling,
  reshape,
  residual,
  rmsNormalization,
  separableConv2d,
  simpleRnn,
  spatialDropout1d,
  spatialDropout2d,
  timeDistributed,
  upSampling1d,
  upSampling2d,
  zeroPadding1d,
  zeroPadding2d,
];
