import brain from "brain.js";
import { batchOf } from "../data.mjs";
import { Unsupported } from "../unsupported.mjs";
import { version } from "../version.mjs";

/**
 * Updates after every sample, by the squared error; every layer has the one activation of the net. Its
 * step is a pass over the batch.
 */
export async function open() {
  return { version: version("brain.js"), tasks: { step, predict } };
}

function netOf({ input, layers, optimizer }) {
  const other = layers.find(({ type }) => type !== "dense");
  if (other) throw new Unsupported(`no ${other.type} beside dense`);
  const widths = layers.map(({ units }) => units);
  const net = new brain.NeuralNetwork({
    inputSize: input[0],
    hiddenLayers: widths.slice(0, -1),
    outputSize: widths.at(-1),
    activation: layers[0].activation,
    ...(optimizer === "adam" && { praxis: "adam" }),
  });
  net.initialize();
  return net;
}

function patternsOf(net) {
  const { batch, layers } = net;
  const { x, y, inputs } = batchOf(net);
  const outputs = layers.at(-1).units;
  return Array.from({ length: batch }, (_, i) => ({
    input: x.slice(i * inputs, (i + 1) * inputs),
    output:
      outputs === 1
        ? y.slice(i, i + 1)
        : Float32Array.from({ length: outputs }, (_, j) => Number(j === y[i])),
  }));
}

function step(net) {
  const { batch } = net;
  const trained = netOf(net);
  trained.updateTrainingOptions({
    learningRate: 0.001,
    ...(net.optimizer === "adam" && { praxis: "adam" }),
  });
  trained.setActivation();
  const patterns = patternsOf(net);
  return {
    run: () => {
      let sum = 0;
      for (let i = 0; i < batch; i++) sum += trained.trainPattern(patterns[i], true);
      return sum / batch;
    },
  };
}

function predict(net) {
  const answer = netOf(net);
  answer.setActivation();
  const [{ input }] = patternsOf(net);
  let y;
  return {
    run: () => {
      y = answer.runInput(input);
    },
    value: () => y[0],
  };
}
