import * as tf from "@tensorflow/tfjs";
import { batchOf, matrix } from "../data.mjs";
import { Unsupported } from "../unsupported.mjs";

/** @param backend its kernels are registered */
export async function open(backend) {
  console.warn = () => {}; // It recommends tfjs-node, and warns of slow initializers.
  if (!(await tf.setBackend(backend))) throw new Unsupported(`no backend ${backend}`);
  return { version: tf.version.tfjs, tasks: { matmul: product, fill, orthogonal, step, predict } };
}

function product({ m, n, k, form }) {
  const a =
    form === "TN" ? tf.tensor2d(matrix(k, m, 1), [k, m]) : tf.tensor2d(matrix(m, k, 1), [m, k]);
  const b =
    form === "NT" ? tf.tensor2d(matrix(n, k, 2), [n, k]) : tf.tensor2d(matrix(k, n, 2), [k, n]);
  const multiply = () => tf.matMul(a, b, form === "TN", form === "NT");
  // Both backends compute before they return; reading would only add a copy.
  return { run: () => multiply().dispose(), value: () => multiply().dataSync()[m * n - 1] };
}

function fill({ law, count }) {
  const draw = {
    uniform: () => tf.randomUniform([count], -1, 1),
    normal: () => tf.randomNormal([count], 0, 1),
    "truncated normal": () => tf.truncatedNormal([count], 0, 1),
  }[law];
  return { run: () => draw().dispose(), value: () => draw().dataSync() };
}

function orthogonal({ n }) {
  if (n > 256) throw new Unsupported("minutes for one matrix");
  const initializer = tf.initializers.orthogonal({ gain: 1 });
  const draw = () => initializer.apply([n, n]);
  return { run: () => draw().dispose(), value: () => draw().dataSync() };
}

function layerOf({ type, filters, kernelSize, ...options }) {
  if (!(type in tf.layers)) throw new Unsupported(`no ${type}`);
  // The default orthogonal initializer of recurrent layers takes seconds.
  const recurrent = type === "lstm" || type === "gru";
  return tf.layers[type]({
    ...options,
    ...(filters && { filters, kernelSize }),
    ...(recurrent && { recurrentInitializer: "glorotUniform" }),
  });
}

function modelOf({ input, layers }) {
  const built = layers.map((layer, i) =>
    layerOf(i === 0 ? { ...layer, inputShape: input } : layer),
  );
  return tf.sequential({ layers: built });
}

/** `minimize` with a fused loss: 4 times as fast as `trainOnBatch` at small. */
function step(net) {
  const { input, batch, optimizer, loss } = net;
  const model = modelOf(net);
  const data = batchOf(net);
  const x = tf.tensor(data.x, [batch, ...input]);
  const classes = () => tf.oneHot(tf.tensor1d(data.y, "int32"), 10).toFloat();
  const y =
    loss === "classes"
      ? tf.tidy(classes)
      : tf.tensor(data.y, [batch, ...model.outputShape.slice(1)]);
  const lossOf = {
    binary: (z) => tf.losses.sigmoidCrossEntropy(y, z),
    classes: (z) => tf.losses.softmaxCrossEntropy(y, z),
    squares: (z) => tf.losses.meanSquaredError(y, z),
  }[loss];
  const update = { sgd: () => tf.train.sgd(0.01), adam: () => tf.train.adam(0.001) }[optimizer]();
  const run = () => {
    const result = update.minimize(() => lossOf(model.apply(x, { training: true })), true);
    const [value] = result.dataSync();
    result.dispose();
    return value;
  };
  try {
    run();
  } catch (error) {
    if (/not registered/.test(error.message)) throw new Unsupported(error.message);
    throw error;
  }
  return { run };
}

function predict(net) {
  const model = modelOf(net);
  const x = tf.tensor(batchOf(net).x, [1, ...net.input]);
  let y;
  const run = () => {
    const result = model.predict(x);
    [y] = result.dataSync();
    result.dispose();
  };
  return { run, value: () => y };
}
