// Learns a poem letter by letter, then goes on by itself from a beginning.
//
//     node examples/dist/char-rnn/main.js
//     node examples/dist/char-rnn/main.js --epochs 5 --begin "And the raven"
import { parseArgs } from "node:util";
import { createRng, type Rng } from "@kindling/core";
import {
  adam,
  dense,
  embedding,
  gru,
  type Model,
  oneCycle,
  sequential,
  timeDistributed,
} from "@kindling/nn";
import { encode, type Text, windowsOf } from "./text.ts";
import { theRaven } from "./the-raven.ts";

const { values } = parseArgs({
  options: {
    epochs: { type: "string", default: "40" },
    begin: { type: "string", default: "Once upon a midnight" },
    letters: { type: "string", default: "400" },
    seed: { type: "string", default: "42" },
  },
});
/** Letters that a window holds. */
const LENGTH = 64;
const BATCH = 16;

const seed = Number(values.seed);
const text = encode(theRaven);
const begin = Array.from(values.begin, (letter) => text.alphabet.indexOf(letter));
if (begin.includes(-1)) {
  throw new RangeError(
    `--begin: expected letters of the poem, got ${JSON.stringify(values.begin)}`,
  );
}
const { count, x, y } = windowsOf(text, LENGTH, 8);
const epochs = Number(values.epochs);
const model = sequential({
  inputShape: [LENGTH],
  seed,
  layers: [
    embedding({ inputDim: text.alphabet.length, outputDim: 32 }),
    gru({ units: 128, returnSequences: true }),
    timeDistributed({ layer: dense({ units: text.alphabet.length, activation: "softmax" }) }),
  ],
});
model.compile({
  optimizer: adam({
    learningRate: oneCycle({ peak: 5e-3, steps: epochs * Math.ceil(count / BATCH) }),
    globalClipNorm: 1,
  }),
  loss: "sparseCategoricalCrossentropy",
  metrics: ["accuracy"],
});
await model.fit(x, y, {
  epochs,
  batchSize: BATCH,
  callbacks: [
    {
      onEpochEnd(epoch, { loss }) {
        const bits = (loss / Math.LN2).toFixed(3);
        if ((epoch + 1) % 5 === 0) console.log(`epoch ${epoch + 1}: ${bits} bits a letter`);
      },
    },
  ],
});

console.log(`\n${goOn(model, text, begin, Number(values.letters), createRng(seed))}\n`);
const { loss } = model.evaluate(x, y);
console.log(`bits a letter ${(loss / Math.LN2).toFixed(4)}`);

/** The beginning, and what the net says comes next, letter by letter, each drawn by its probability. */
function goOn(
  model: Model,
  { alphabet }: Text,
  begin: readonly number[],
  letters: number,
  rng: Rng,
): string {
  const written = [...begin];
  for (let i = 0; i < letters; i++) {
    const read = written.slice(-LENGTH);
    const padded = [...read, ...new Array<number>(LENGTH - read.length).fill(0)];
    const said = model.predict([padded]).pick(0, read.length - 1, null);
    const weights = Array.from(alphabet, (_, code) => said.get(code));
    written.push(rng.choice(alphabet.length, 1, { replace: true, weights })[0]!);
  }
  return written.map((code) => alphabet[code]!).join("");
}
