import { createRng } from "@kindling/core";
import { CLASSES, loadMnist, PIXELS } from "../mnist/data.ts";
import { spirals } from "../spirals/spirals.ts";
import type { Dataset } from "./grid.ts";

/** What a net learns from, and is judged by. Labels are class numbers. */
export interface LabData {
  readonly features: number;
  readonly classes: number;
  readonly x: Float32Array;
  readonly y: Uint8Array;
  readonly xTest: Float32Array;
  readonly yTest: Uint8Array;
}

/** Test images of MNIST that are judged: enough for an accuracy to within 1 %. */
const TESTED = 2000;

/** The same data for every cell, whatever its seed. Pixels are brought to mean 0 and deviation 1. */
export function loadData(dataset: Dataset, samples: number): LabData {
  if (dataset === "spirals") {
    const rng = createRng(0);
    const [train, test] = ["train", "test"].map((path) => spirals(rng.at(path), samples, 0.1));
    const flat = ({ points }: NonNullable<typeof train>) =>
      Float32Array.from(points.flat(), (v) => 2 * v);
    const labels = ({ arms }: NonNullable<typeof train>) => Uint8Array.from(arms.flat());
    return {
      features: 2,
      classes: 2,
      x: flat(train!),
      y: labels(train!),
      xTest: flat(test!),
      yTest: labels(test!),
    };
  }
  const { train, test } = loadMnist(samples);
  const { mean, deviation } = scaleOf(train.images);
  const scaled = (images: Float32Array) => images.map((pixel) => (pixel - mean) / deviation);
  return {
    features: PIXELS,
    classes: CLASSES,
    x: scaled(train.images),
    y: train.labels,
    xTest: scaled(test.images.subarray(0, TESTED * PIXELS)),
    yTest: test.labels.subarray(0, TESTED),
  };
}

function scaleOf(x: Float32Array): { mean: number; deviation: number } {
  const mean = x.reduce((sum, value) => sum + value, 0) / x.length;
  const variance = x.reduce((sum, value) => sum + (value - mean) ** 2, 0) / x.length;
  return { mean, deviation: Math.sqrt(variance) };
}
