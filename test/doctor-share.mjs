// Prints what the doctor costs a training, in seconds of the processor: the same training with it and
// with a callback that does nothing, in turn.
//
//   node test/doctor-share.mjs [ROUNDS]
import { adam, dense, doctor, sequential } from "@kindling/nn";

const NETS = {
  "mnist: 784-128-10, batch 32, Adam": { sizes: [784, 128, 10], samples: 10_000, epochs: 20 },
  "small: 64-64-64-10, batch 32, Adam": { sizes: [64, 64, 64, 10], samples: 10_000, epochs: 160 },
};
const rounds = Number(process.argv[2] ?? 5);

for (const [name, { sizes, samples, epochs }] of Object.entries(NETS)) {
  const x = Float32Array.from({ length: samples * sizes[0] }, (_, i) => (i % 17) / 8 - 1);
  const y = Uint8Array.from({ length: samples }, (_, i) => i % 10);
  const shares = [];
  for (let round = 0; round < rounds; round++) {
    let diagnoses = 0;
    const onDiagnosis = () => {
      diagnoses++;
    };
    const seconds = { plain: 0, watched: 0 };
    // Whoever comes second finds other memory: they take turns.
    for (const way of round % 2 === 0 ? ["plain", "watched"] : ["watched", "plain"]) {
      const model = modelOf(sizes);
      const callback =
        way === "watched" ? doctor(model, { x, y, onDiagnosis }) : { onBatchEnd: () => {} };
      const start = process.cpuUsage();
      await model.fit(x, y, { batchSize: 32, epochs, callbacks: [callback] });
      const { user, system } = process.cpuUsage(start);
      seconds[way] = (user + system) / 1e6;
    }
    const { plain, watched } = seconds;
    shares.push(watched / plain - 1);
    console.log(`  ${plain.toFixed(2)} s, with ${diagnoses} diagnoses ${watched.toFixed(2)} s`);
  }
  const median = shares.sort((a, b) => a - b)[rounds >> 1];
  console.log(`${name}: ${(100 * median).toFixed(1)} % more, the median of ${rounds} rounds`);
}

function modelOf([features, ...units]) {
  const last = units.length - 1;
  const model = sequential({
    inputShape: [features],
    seed: 1,
    layers: units.map((size, i) =>
      i < last
        ? dense({ units: size, activation: "relu", kernelInitializer: "heNormal" })
        : dense({ units: size, activation: "softmax" }),
    ),
  });
  model.compile({ optimizer: adam(), loss: "sparseCategoricalCrossentropy" });
  return model;
}
