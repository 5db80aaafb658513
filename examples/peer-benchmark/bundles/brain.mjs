import { NeuralNetwork } from "brain.js";

export function train(patterns) {
  const net = new NeuralNetwork({ hiddenLayers: [128], activation: "relu" });
  net.train(patterns, { praxis: "adam", iterations: 5 });
  return net;
}
