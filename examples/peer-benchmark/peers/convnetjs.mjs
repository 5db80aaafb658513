import convnetjs from "convnetjs";
import { batchOf } from "../data.mjs";
import { Unsupported } from "../unsupported.mjs";
import { version } from "../version.mjs";

/** Trains sample by sample and updates after a batch. It has no Adam: adadelta stands in for it. */
export async function open() {
  return { version: version("convnetjs"), tasks: { step, predict } };
}

function layerOf({ type, units, filters, kernelSize, poolSize, activation }) {
  switch (type) {
    case "dense":
      return [{ type: "fc", num_neurons: units, activation }];
    case "conv2d":
      return [{ type: "conv", sx: kernelSize, filters, stride: 1, pad: 0, activation }];
    case "maxPooling2d":
      return [{ type: "pool", sx: poolSize, stride: poolSize }];
    case "flatten":
      return [];
    default:
      throw new Unsupported(`no ${type}`);
  }
}

function netOf({ input, layers }) {
  const [height, width, depth] = input.length === 3 ? input : [1, 1, ...input];
  const { type, units } = layers.at(-1);
  if (type !== "dense") throw new Unsupported(`no ${type}`);
  const net = new convnetjs.Net();
  net.makeLayers([
    { type: "input", out_sx: width, out_sy: height, out_depth: depth },
    ...layers.slice(0, -1).flatMap(layerOf),
    // A softmax layer brings its own dense layer; of two classes, it is the sigmoid.
    { type: "softmax", num_classes: Math.max(units, 2) },
  ]);
  return net;
}

function samplesOf(net) {
  const { input, batch } = net;
  const [height, width, depth] = input.length === 3 ? input : [1, 1, ...input];
  const { x, y, inputs } = batchOf(net);
  const samples = Array.from({ length: batch }, (_, i) => {
    const sample = new convnetjs.Vol(width, height, depth, 0);
    sample.w.set(x.subarray(i * inputs, (i + 1) * inputs));
    return sample;
  });
  return { samples, y };
}

function step(net) {
  const { batch, optimizer } = net;
  const method = {
    sgd: { method: "sgd", learning_rate: 0.01, momentum: 0 },
    adam: { method: "adadelta" },
  }[optimizer];
  const trainer = new convnetjs.Trainer(netOf(net), { ...method, batch_size: batch, l2_decay: 0 });
  const { samples, y } = samplesOf(net);
  return {
    run: () => {
      let loss = 0;
      for (let i = 0; i < batch; i++) loss += trainer.train(samples[i], y[i]).loss;
      return loss / batch;
    },
  };
}

function predict(net) {
  const answer = netOf(net);
  const [sample] = samplesOf(net).samples;
  let y;
  return {
    run: () => {
      y = answer.forward(sample);
    },
    value: () => y.w[0],
  };
}
