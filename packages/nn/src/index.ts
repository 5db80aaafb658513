export type { Activation } from "@kindling/core";
export type { DialectName } from "@kindling/init";
export {
  checkGradients,
  type GradientEntry,
  type GradientReport,
  type LayerCheck,
  type ModelCheck,
} from "./inspect/check-gradients.ts";
export {
  type BuiltLayer,
  defineLayer,
  type Layer,
  type LayerConfig,
  type LayerFactory,
  type LayerIO,
  type Scope,
  type SymbolicTensor,
} from "./layer.ts";
export { type ActivationConfig, activation } from "./layers/activation.ts";
export { add } from "./layers/add.ts";
export { type DenseConfig, dense } from "./layers/dense.ts";
export { type DropoutConfig, dropout } from "./layers/dropout.ts";
export { flatten } from "./layers/flatten.ts";
export { type GruConfig, gru } from "./layers/gru.ts";
export { type LstmConfig, lstm } from "./layers/lstm.ts";
export { type ResidualConfig, residual } from "./layers/residual.ts";
export { type SimpleRnnConfig, simpleRnn } from "./layers/simple-rnn.ts";
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
export { accuracy } from "./metrics/accuracy.ts";
export type { Metric } from "./metrics/metric.ts";
export type { MetricName } from "./metrics/resolve.ts";
export type { BatchLogs, Callback, FitParams, Logs } from "./model/callbacks.ts";
export type { FitOptions, History } from "./model/fit.ts";
export { type GraphConfig, graph, input } from "./model/graph.ts";
export { type LoadOptions, loadModel } from "./model/load.ts";
export type { CompileOptions, DataOfAll, Model, OfEach } from "./model/model.ts";
export type { Data } from "./model/samples.ts";
export { type SequentialConfig, sequential } from "./model/sequential.ts";
export { type AdamConfig, adam } from "./optimizers/adam.ts";
export type { Clock, Optimizer } from "./optimizers/optimizer.ts";
export { type SgdConfig, sgd } from "./optimizers/sgd.ts";
export type { Parameter } from "./parameter.ts";
export type { RecurrentConfig } from "./recurrent.ts";
