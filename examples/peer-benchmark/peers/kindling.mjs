import {
  createArena,
  createRng,
  kernels,
  matmul,
  transpose,
  useKernels,
  zeros,
} from "@kindling/core";
import { orthogonal } from "@kindling/init";
import {
  adam,
  binaryCrossentropy,
  conv2d,
  dense,
  flatten,
  gru,
  lstm,
  maxPooling2d,
  multiHeadAttention,
  sequential,
  sgd,
  sparseCategoricalCrossentropy,
} from "@kindling/nn";
import { batchOf, matrix } from "../data.mjs";

/** @param set the kernels to run on; where absent those that kindling chooses */
export async function open(set) {
  if (set) useKernels(set);
  return {
    version: `kernels: ${kernels().name}`,
    tasks: { matmul: product, fill, orthogonal: draw, step, predict },
  };
}

function product({ m, n, k, form }) {
  const arena = createArena(m * k + k * n + m * n + 64);
  const resident = (rows, columns, shift) => {
    const x = arena.tensor([rows, columns]);
    if (shift !== undefined) x.data.set(matrix(rows, columns, shift), x.offset);
    return x;
  };
  const a = form === "TN" ? transpose(resident(k, m, 1)) : resident(m, k, 1);
  const b = form === "NT" ? transpose(resident(n, k, 2)) : resident(k, n, 2);
  const out = resident(m, n);
  return { run: () => void matmul(a, b, { out }), value: () => out.get(m - 1, n - 1) };
}

function fill({ law, count }) {
  const out = zeros([count]);
  const rng = createRng(1);
  const draw = {
    uniform: () => rng.uniform(out, -1, 1),
    normal: () => rng.normal(out, 0, 1),
    "truncated normal": () => rng.truncatedNormal(out, 0, 1),
  }[law];
  return { run: () => void draw(), value: () => out.data };
}

function draw({ n }) {
  const out = zeros([n, n]);
  const rng = createRng(1);
  const initializer = orthogonal();
  return {
    run: () => initializer.fill(out, { fanIn: n, fanOut: n, rng }),
    value: () => out.data,
  };
}

const LAYERS = { conv2d, dense, flatten, gru, lstm, maxPooling2d, multiHeadAttention };
const OPTIMIZERS = { adam, sgd };
const LOSSES = {
  binary: binaryCrossentropy({ fromLogits: true }),
  classes: sparseCategoricalCrossentropy({ fromLogits: true }),
  squares: "meanSquaredError",
};

function layerOf({ type, ...options }) {
  return LAYERS[type](options);
}

function modelOf({ input, layers }) {
  return sequential({ inputShape: input, layers: layers.map(layerOf), seed: 1 });
}

function step(net) {
  const { input, batch, optimizer, loss } = net;
  const model = modelOf(net);
  model.compile({ optimizer: OPTIMIZERS[optimizer](), loss: LOSSES[loss] });
  const data = batchOf(net);
  const x = zeros([batch, ...input]);
  x.data.set(data.x, x.offset);
  return { run: () => model.trainOnBatch(x, data.y).loss };
}

function predict(net) {
  const model = modelOf(net);
  const { x } = batchOf(net);
  let y;
  return {
    run: () => {
      y = model.predict(x);
    },
    value: () => y.get(0, 0),
  };
}
