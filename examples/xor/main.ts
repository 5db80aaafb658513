// Learns XOR: true when exactly one of two inputs is. No single layer can; a hidden one makes it easy.
//
//     node examples/dist/xor/main.js
import { adam, dense, sequential } from "@kindling/nn";

// biome-ignore format: a table
const x = [[0, 0], [0, 1], [1, 0], [1, 1]] as const;
const y = [[0], [1], [1], [0]];

const model = sequential({
  inputShape: [2],
  seed: 42,
  layers: [dense({ units: 8, activation: "tanh" }), dense({ units: 1, activation: "sigmoid" })],
});
model.compile({ optimizer: adam({ learningRate: 0.05 }), loss: "binaryCrossentropy" });
await model.fit(x, y, { epochs: 500 });

const answers = model.predict(x);
for (const [i, [a, b]] of x.entries()) {
  console.log(`${a} xor ${b} = ${answers.get(i, 0).toFixed(3)}`);
}
