// What is measured, and what is expected of it.

const mlp = (input, hidden, activation) => ({
  input: [input],
  layers: [
    ...hidden.map((units) => ({ type: "dense", units, activation })),
    { type: "dense", units: 10 },
  ],
  optimizer: "adam",
  loss: "classes",
});

const recurrent = (type) => ({
  input: [32, 64],
  layers: [
    { type, units: 64 },
    { type: "dense", units: 10 },
  ],
  batch: 32,
  optimizer: "adam",
  loss: "classes",
});

/**
 * Nets end in logits; the loss is the cross-entropy of a sigmoid ("binary") or a softmax ("classes"),
 * or the mean squared error ("squares"). SGD at 0.01, Adam at 0.001.
 */
export const NETS = {
  tiny: {
    input: [2],
    layers: [
      { type: "dense", units: 16, activation: "tanh" },
      { type: "dense", units: 16, activation: "tanh" },
      { type: "dense", units: 1 },
    ],
    batch: 16,
    optimizer: "sgd",
    loss: "binary",
  },
  small: { ...mlp(64, [64, 64], "relu"), batch: 32 },
  "mnist b32": { ...mlp(784, [128], "relu"), batch: 32 },
  "mnist b128": { ...mlp(784, [128], "relu"), batch: 128 },
  "cnn b32": {
    input: [28, 28, 1],
    layers: [
      { type: "conv2d", filters: 8, kernelSize: 3, activation: "relu" },
      { type: "maxPooling2d", poolSize: 2 },
      { type: "conv2d", filters: 16, kernelSize: 3, activation: "relu" },
      { type: "maxPooling2d", poolSize: 2 },
      { type: "flatten" },
      { type: "dense", units: 10 },
    ],
    batch: 32,
    optimizer: "adam",
    loss: "classes",
  },
  lstm: recurrent("lstm"),
  gru: recurrent("gru"),
  attention: {
    input: [32, 64],
    layers: [{ type: "multiHeadAttention", numHeads: 4, keyDim: 16 }],
    batch: 16,
    optimizer: "sgd",
    loss: "squares",
  },
};

/** "kindling is at least `times` as fast as `peer`". */
const over = (peer, times, of = "kindling") => ({ of, peer, times });

const plainJs = ["tfjs-cpu", "ndarray-gemm", "ml-matrix"].map((peer) =>
  over(peer, 3, "kindling-js"),
);
const jsProduct = [{ of: "kindling-js", least: 4.5 }, ...plainJs];

const product = (m, k, n, form, targets = []) => ({
  name: `${form === "NN" ? "" : `${form} `}${m}×${k}·${k}×${n}`,
  task: "matmul",
  args: { m, k, n, form },
  unit: "GFLOP/s",
  work: 2 * m * k * n,
  targets,
});

const square = (n, targets) => ({ ...product(n, n, n, "NN", targets), name: `${n}³` });

const fill = (law, targets) => ({
  name: law,
  task: "fill",
  args: { law, count: 1_000_000 },
  unit: "ns each",
  work: 1_000_000,
  targets: [...targets, over("tfjs-cpu", 1 / 1.3, "kindling-js")],
});

const orthogonal = (n) => ({
  name: `orthogonal ${n}²`,
  task: "orthogonal",
  args: { n },
  unit: "ms",
  work: 1,
  targets: [],
});

const step = (net, targets) => ({
  name: net,
  task: "step",
  args: NETS[net],
  unit: "µs",
  work: 1,
  targets: Object.entries(targets).map(([peer, times]) => over(peer, times)),
});

/** Groups of cases; one table each. */
export const GROUPS = {
  matmul: {
    title: "Matrix products, float32, operands resident",
    cases: [
      square(16, [over("tfjs-wasm", 8)]),
      square(64, [over("tfjs-wasm", 1.15), ...jsProduct]),
      square(256, [over("tfjs-wasm", 1.15), ...jsProduct]),
      square(512, [over("tfjs-wasm", 1.15)]),
      square(1024, [over("tfjs-wasm", 1)]),
      product(32, 784, 128, "NN"),
      product(784, 32, 128, "TN"),
      product(32, 128, 784, "NT"),
      product(32, 128, 10, "NN"),
      product(16, 2, 16, "NN"),
    ],
  },
  fill: {
    title: "Fills of a million elements, and orthogonal matrices",
    cases: [
      fill("uniform", [over("tfjs-cpu", 3.5)]),
      fill("normal", [over("tfjs-cpu", 7)]),
      fill("truncated normal", [over("tfjs-cpu", 6)]),
      orthogonal(256),
      orthogonal(1024),
    ],
  },
  step: {
    title: "One training step: forward, loss, backward, update",
    cases: [
      step("tiny", { torch: 35, "tfjs-wasm": 250, "jax-js": 100, convnetjs: 35 }),
      step("small", { torch: 5, "tfjs-wasm": 34, "jax-js": 12 }),
      step("mnist b32", { torch: 0.95, "tfjs-wasm": 11, "jax-js": 3 }),
      step("mnist b128", { torch: 0.46, "tfjs-wasm": 10, "jax-js": 2.2 }),
      step("cnn b32", { torch: 2.5, convnetjs: 72, "jax-js": 115 }),
      step("lstm", { torch: 1.05, "tfjs-wasm": 30 }),
      step("gru", { torch: 1 }),
      step("attention", { torch: 0.65 }),
    ],
  },
  predict: {
    title: "The answer for one sample",
    cases: [
      {
        name: "small",
        task: "predict",
        args: { ...NETS.small, batch: 1 },
        unit: "µs",
        work: 1,
        targets: [over("tfjs-wasm", 20)],
      },
    ],
  },
};

/** Seconds for one call, in the unit of a case. */
export function inUnit({ unit, work }, seconds) {
  switch (unit) {
    case "GFLOP/s":
      return work / seconds / 1e9;
    case "ns each":
      return (seconds * 1e9) / work;
    case "µs":
      return seconds * 1e6;
    case "ms":
      return seconds * 1e3;
  }
}
