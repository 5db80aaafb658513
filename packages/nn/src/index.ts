export {
  type Activation,
  type ActivationFunction,
  celuActivation as celu,
  eluActivation as elu,
  geluActivation as gelu,
  geluTanhActivation as geluTanh,
  hardSigmoidActivation as hardSigmoid,
  hardSwishActivation as hardSwish,
  leakyReluActivation as leakyRelu,
  linearActivation as linear,
  logSoftmaxActivation as logSoftmax,
  mishActivation as mish,
  relu6Activation as relu6,
  reluActivation as relu,
  seluActivation as selu,
  sigmoidActivation as sigmoid,
  siluActivation as silu,
  sinActivation as sin,
  softmaxActivation as softmax,
  softplusActivation as softplus,
  softsignActivation as softsign,
  tanhActivation as tanh,
} from "@kindling/core";
export type { DialectName } from "@kindling/init";
export { type EarlyStoppingConfig, earlyStopping } from "./callbacks/early-stopping.ts";
export {
  findLearningRate,
  type LearningRateCurve,
  type LearningRateSearch,
} from "./callbacks/find-learning-rate.ts";
export { csvLogger, jsonLogger, type LoggerConfig } from "./callbacks/loggers.ts";
export { type ModelCheckpointConfig, modelCheckpoint } from "./callbacks/model-checkpoint.ts";
export type { MonitorConfig } from "./callbacks/monitor.ts";
export { type ProgressConfig, progress } from "./callbacks/progress.ts";
export { type ReduceOnPlateauConfig, reduceOnPlateau } from "./callbacks/reduce-on-plateau.ts";
export {
  decodeSafetensors,
  encodeSafetensors,
  type FileTensor,
  type Safetensors,
} from "./formats/safetensors.ts";
export { checkGradients, type LayerCheck, type ModelCheck } from "./inspect/check-gradients.ts";
export { type Copies, copiesIn } from "./inspect/copies.ts";
export type { GradientEntry, GradientReport } from "./inspect/differences.ts";
export { applyRemedy } from "./inspect/doctor/apply-remedy.ts";
export { type DiagnoseOptions, type Diagnosis, diagnose } from "./inspect/doctor/diagnose.ts";
export { type DiagnosedStep, type DoctorOptions, doctor } from "./inspect/doctor/doctor.ts";
export type { Finding, FindingCode } from "./inspect/doctor/finding.ts";
export type { Prediction } from "./inspect/doctor/mean-field.ts";
export type {
  InputFigures,
  LayerFigures,
  Observation,
  OutputFigures,
  ParameterFigures,
} from "./inspect/doctor/observation.ts";
export type { Change, Remedy } from "./inspect/doctor/remedy.ts";
export { type FormatOptions, formatDiagnosis } from "./inspect/doctor/report.ts";
export type { Spread } from "./inspect/doctor/spread.ts";
export { type Trend, trendOf } from "./inspect/doctor/trend.ts";

export {
  type BuiltLayer,
  defineLayer,
  type Layer,
  type LayerConfig,
  type LayerFactory,
  type LayerIO,
  type ParameterOptions,
  type Scope,
  type SymbolicTensor,
} from "./layer.ts";
export { type ActivationConfig, activation } from "./layers/activation.ts";
export { add } from "./layers/add.ts";
export { alphaDropout } from "./layers/alpha-dropout.ts";
export { average } from "./layers/average.ts";
export { type AveragePooling1dConfig, averagePooling1d } from "./layers/average-pooling1d.ts";
export { type AveragePooling2dConfig, averagePooling2d } from "./layers/average-pooling2d.ts";
export { type BatchNormalizationConfig, batchNormalization } from "./layers/batch-normalization.ts";
export {
  type BidirectionalConfig,
  bidirectional,
  type MergeMode,
} from "./layers/bidirectional.ts";
export { type ConcatenateConfig, concatenate } from "./layers/concatenate.ts";
export { type Conv1dConfig, conv1d } from "./layers/conv1d.ts";
export { type Conv2dConfig, conv2d } from "./layers/conv2d.ts";
export { type Conv2dTransposeConfig, conv2dTranspose } from "./layers/conv2d-transpose.ts";
export { type Cropping1dConfig, cropping1d } from "./layers/cropping1d.ts";
export { type Cropping2dConfig, cropping2d } from "./layers/cropping2d.ts";
export { type DenseConfig, dense } from "./layers/dense.ts";
export { type DepthwiseConv2dConfig, depthwiseConv2d } from "./layers/depthwise-conv2d.ts";
export { type DropoutConfig, dropout } from "./layers/dropout.ts";
export { type EmbeddingConfig, embedding } from "./layers/embedding.ts";
export { maximum, minimum } from "./layers/extremes.ts";
export { flatten } from "./layers/flatten.ts";
export { gaussianDropout } from "./layers/gaussian-dropout.ts";
export { type GaussianNoiseConfig, gaussianNoise } from "./layers/gaussian-noise.ts";
export { globalAveragePooling1d } from "./layers/global-average-pooling1d.ts";
export { globalAveragePooling2d } from "./layers/global-average-pooling2d.ts";
export { globalMaxPooling1d } from "./layers/global-max-pooling1d.ts";
export { globalMaxPooling2d } from "./layers/global-max-pooling2d.ts";
export { type GroupNormalizationConfig, groupNormalization } from "./layers/group-normalization.ts";
export { type GruConfig, gru } from "./layers/gru.ts";
export { type LambdaDefinition, type LambdaIO, lambda } from "./layers/lambda.ts";
export { type LayerNormalizationConfig, layerNormalization } from "./layers/layer-normalization.ts";
export { type LstmConfig, lstm } from "./layers/lstm.ts";
export { type MaskingConfig, masking } from "./layers/masking.ts";
export { type MaxPooling1dConfig, maxPooling1d } from "./layers/max-pooling1d.ts";
export { type MaxPooling2dConfig, maxPooling2d } from "./layers/max-pooling2d.ts";
export {
  type MultiHeadAttentionConfig,
  multiHeadAttention,
} from "./layers/multi-head-attention.ts";
export { multiply } from "./layers/multiply.ts";
export { type NormalizationConfig, normalization } from "./layers/normalization.ts";
export { type PermuteConfig, permute } from "./layers/permute.ts";
export { type PickStepConfig, pickStep } from "./layers/pick-step.ts";
export {
  type PositionalEmbeddingConfig,
  positionalEmbedding,
} from "./layers/positional-embedding.ts";
export { type PreluConfig, prelu } from "./layers/prelu.ts";
export { type RepeatVectorConfig, repeatVector } from "./layers/repeat-vector.ts";
export { type RescalingConfig, rescaling } from "./layers/rescaling.ts";
export { type ReshapeConfig, reshape } from "./layers/reshape.ts";
export { type ResidualConfig, residual } from "./layers/residual.ts";
export { type RmsNormalizationConfig, rmsNormalization } from "./layers/rms-normalization.ts";
export type { ScaleAndCenter } from "./layers/scale-and-center.ts";
export { type SeparableConv2dConfig, separableConv2d } from "./layers/separable-conv2d.ts";
export { type SimpleRnnConfig, simpleRnn } from "./layers/simple-rnn.ts";
export { spatialDropout1d, spatialDropout2d } from "./layers/spatial-dropout.ts";
export { type TimeDistributedConfig, timeDistributed } from "./layers/time-distributed.ts";
export { type UpSampling1dConfig, upSampling1d } from "./layers/up-sampling1d.ts";
export { type UpSampling2dConfig, upSampling2d } from "./layers/up-sampling2d.ts";
export { type ZeroPadding1dConfig, zeroPadding1d } from "./layers/zero-padding1d.ts";
export { type ZeroPadding2dConfig, zeroPadding2d } from "./layers/zero-padding2d.ts";
export { binaryCrossentropy } from "./losses/binary-crossentropy.ts";
export { categoricalCrossentropy } from "./losses/categorical-crossentropy.ts";
export { categoricalHinge } from "./losses/categorical-hinge.ts";
export { cosineSimilarity } from "./losses/cosine-similarity.ts";
export { hinge } from "./losses/hinge.ts";
export { type HuberConfig, huber } from "./losses/huber.ts";
export { kullbackLeiblerDivergence } from "./losses/kullback-leibler-divergence.ts";
export { logCosh } from "./losses/log-cosh.ts";
export type { CrossentropyConfig, FromLogits, Loss, LossIO } from "./losses/loss.ts";
export { meanAbsoluteError } from "./losses/mean-absolute-error.ts";
export { meanSquaredError } from "./losses/mean-squared-error.ts";
export { poisson } from "./losses/poisson.ts";
export type { LossName } from "./losses/resolve.ts";
export { sparseCategoricalCrossentropy } from "./losses/sparse-categorical-crossentropy.ts";
export { squaredHinge } from "./losses/squared-hinge.ts";
export {
  accuracy,
  type BinaryAccuracyConfig,
  binaryAccuracy,
  categoricalAccuracy,
  sparseCategoricalAccuracy,
} from "./metrics/accuracy.ts";
export { type AucConfig, auc } from "./metrics/auc.ts";
export { type ConfusionConfig, f1Score, precision, recall } from "./metrics/confusion.ts";
export { cosine, mae, mse, rmse } from "./metrics/errors.ts";
export { type Metric, type MetricIO, meanMetric } from "./metrics/metric.ts";
export { rSquared } from "./metrics/r-squared.ts";
export type { MetricName } from "./metrics/resolve.ts";
export { type TopKAccuracyConfig, topKAccuracy } from "./metrics/top-k-accuracy.ts";
export type {
  BatchLogs,
  Callback,
  CallbackState,
  FitParams,
  History,
  Logs,
  Rest,
  Trainee,
  Training,
} from "./model/callbacks.ts";
export type { Batch, Batches, Dataset } from "./model/dataset.ts";
export type {
  FitDatasetOptions,
  FitOptions,
  TrainingOptions,
  ValidationData,
  ValidationOptions,
} from "./model/fit.ts";
export { type GraphConfig, graph, input } from "./model/graph.ts";
export { initialize } from "./model/initialize.ts";
export type { JudgeOptions, OfEach } from "./model/judges.ts";
export { loadModel } from "./model/load.ts";
export type { CompileOptions, Model } from "./model/model.ts";
export type { LoadOptions } from "./model/revive.ts";
export type { Data, DataOfAll } from "./model/samples.ts";
export { type SequentialConfig, sequential } from "./model/sequential.ts";
export type { EvaluateDatasetOptions, EvaluateOptions } from "./model/training.ts";
export type { WeightOptions } from "./model/weigh-samples.ts";
export type { Weights } from "./model/weights.ts";
export { type AdadeltaConfig, adadelta } from "./optimizers/adadelta.ts";
export { type AdagradConfig, adagrad } from "./optimizers/adagrad.ts";
export { type AdamConfig, adam, adamW } from "./optimizers/adam.ts";
export { type AdamaxConfig, adamax } from "./optimizers/adamax.ts";
export type { OptimizerConfig } from "./optimizers/define.ts";
export { type LionConfig, lion } from "./optimizers/lion.ts";
export { type MuonConfig, muon } from "./optimizers/muon.ts";
export { type NadamConfig, nadam } from "./optimizers/nadam.ts";
export type { Clock, Optimizer, OptimizerIO } from "./optimizers/optimizer.ts";
export { type RmspropConfig, rmsprop } from "./optimizers/rmsprop.ts";
export { type SgdConfig, sgd } from "./optimizers/sgd.ts";
export type { Pattern, Rule, RuleOptions, UpdateOptions } from "./optimizers/update-options.ts";
export type { Parameter } from "./parameter.ts";
export type { RecurrentConfig, TwoBiasConfig } from "./recurrent-options.ts";
export type { Regularizer, RegularizerOptions } from "./regularizer.ts";
export { type CosineDecayConfig, cosineDecay } from "./schedules/cosine-decay.ts";
export { type ExponentialDecayConfig, exponentialDecay } from "./schedules/exponential-decay.ts";
export { type InverseTimeDecayConfig, inverseTimeDecay } from "./schedules/inverse-time-decay.ts";
export { type OneCycleConfig, oneCycle } from "./schedules/one-cycle.ts";
export { type PiecewiseConstantConfig, piecewiseConstant } from "./schedules/piecewise-constant.ts";
export { type PolynomialDecayConfig, polynomialDecay } from "./schedules/polynomial-decay.ts";
export type { Schedule, ScheduleConfig } from "./schedules/schedule.ts";
export { type StepDecayConfig, stepDecay } from "./schedules/step-decay.ts";
export type { Interpolation } from "./up-sampling.ts";
export type { Padding, PerAxis1d, PerAxis2d } from "./window.ts";
