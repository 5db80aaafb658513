// Prints what the doctor costs a training, in seconds of the processor: the same training with it and
// with a callback that does nothing, in turn.
//
//   node test/doctor-share.mjs [ROUNDS]
import { adam, conv2d, dense, doctor, flatten, maxPooling2d, sequential } from "@kindling/nn";

const relu = (units) => dense({ units, activation: "relu", kernelInitializer: "heNormal" });
const filter = (filters) => conv2d({ filters, kernelSize: 3, activation: "relu" });
const pool = () => maxPooling2d();

const NETS = {
  "mnist: 784-128-10": { inputShape: [784], layers: [relu(128)], epochs: 40 },
  "small: 64-64-64-10": { inputShape: [64], layers: [relu(64), relu(64)], epochs: 320 },
  "cnn: 28²×1, conv 8, pool, conv 16, pool, 10": {
    inputShape: [28, 28, 1],
    layers: [filter(8), pool(), filter(16), pool(), flatten()],
    epochs: 30,
  },
};
const SAMPLES = 10_000;
const rounds = Number(process.argv[2] ?? 5);

for (const [name, { inputShape, layers, epochs }] of Object.entries(NETS)) {
  const features = inputShape.reduce((product, extent) => product * extent);
  const x = Float32Array.from({ length: SAMPLES * features }, (_, i) => (i % 17) / 8 - 1);
  const y = Uint8Array.from({ length: SAMPLES }, (_, i) => i % 10);
  const shares = [];
  for (let round = 0; round < rounds; round++) {
    let diagnoses = 0;
    const onDiagnosis = () => {
      diagnoses++;
    };
    const seconds = { plain: 0, watched: 0 };
    // Whoever comes second finds other memory: they take turns.
    for (const way of round % 2 === 0 ? ["plain", "watched"] : ["watched", "plain"]) {
      const model = sequential({
        inputShape,
        seed: 1,
        layers: [...layers, dense({ units: 10, activation: "softmax" })],
      });
      model.compile({ optimizer: adam(), loss: "sparseCategoricalCrossentropy" });
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
  console.log(
    `${name}, batch 32, Adam: ${(100 * median).toFixed(1)} % more, the median of ${rounds} rounds`,
  );
}
