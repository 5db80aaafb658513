import convnetjs from "convnetjs";

export function train(samples, labels) {
  const net = new convnetjs.Net();
  net.makeLayers([
    { type: "input", out_sx: 1, out_sy: 1, out_depth: 784 },
    { type: "fc", num_neurons: 128, activation: "relu" },
    { type: "softmax", num_classes: 10 },
  ]);
  const trainer = new convnetjs.Trainer(net, { method: "adadelta", batch_size: 32 });
  for (const [i, x] of samples.entries()) trainer.train(x, labels[i]);
  return net;
}
