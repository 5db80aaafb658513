// Recognizes handwritten digits: reads MNIST, trains a net of two layers, tests it on images that it
// has not seen, saves it and loads it again.
//
//     npm start
//     npm start -- --epochs 10 --layers 256,128 --initializer he_uniform
//     npm start -- --help
import { readFileSync, writeFileSync } from "node:fs";
import { kernels, useKernels } from "@kindling/core";
import { adam, dense, loadModel, sequential } from "@kindling/nn";
import { CLASSES, loadMnist, PIXELS } from "./data.ts";
import { answersOf, showDigits } from "./digits.ts";
import { help, type Options, parseOptions } from "./options.ts";
import { watch } from "./progress.ts";

async function run(options: Options): Promise<void> {
  const { epochs, batchSize, initializer, seed, layers, learningRate, limit, out } = options;
  if (options.kernels) useKernels(options.kernels);

  const { train, test } = loadMnist(limit);
  const model = sequential({
    inputShape: [PIXELS],
    seed,
    layers: [
      ...layers.map((units) =>
        dense({ units, activation: "relu", kernelInitializer: initializer }),
      ),
      dense({ units: CLASSES, activation: "softmax" }),
    ],
  });
  model.compile({
    optimizer: adam({ learningRate }),
    loss: "sparseCategoricalCrossentropy",
    metrics: ["accuracy"],
  });
  console.log(model.summary());

  const start = performance.now();
  await watch(process.stdout, (watched) =>
    model.fit(train.images, train.labels, { epochs, batchSize, ...watched }),
  );
  const seconds = (performance.now() - start) / 1000;
  console.log(
    `trained in ${seconds.toFixed(1)} s with the ${kernels().name} kernels, seed ${seed}`,
  );

  writeFileSync(out, model.toBytes());
  const loaded = await loadModel(readFileSync(out));
  const probabilities = model.predict(test.images).data;
  const again = loaded.predict(test.images).data;
  if (!probabilities.every((probability, i) => probability === again[i])) {
    throw new Error(`${out}: expected the predictions of the net that was saved, got others`);
  }
  console.log(`saved to ${out}; loaded again, it predicts the same\n`);

  console.log(showDigits(test, answersOf(test, probabilities), process.stdout.columns ?? 80));
  const { accuracy = 0 } = model.evaluate(test.images, test.labels);
  console.log(`\npeak memory ${Math.round((process.resourceUsage().maxRSS * 1024) / 1e6)} MB`);
  console.log(`test accuracy ${accuracy.toFixed(4)}`);
}

try {
  const options = parseOptions(process.argv.slice(2));
  if (options === "help") process.stdout.write(help());
  else await run(options);
} catch (error) {
  console.error(`mnist: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}
