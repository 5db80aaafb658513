import type { Fill } from "./fill.ts";
import { cosine, ln, normalQuantile, sine } from "./float32.ts";
import { BLOCKS, drawBlocks } from "./philox.ts";

const { fround } = Math;
const UNIT = 2 ** -24;

export function fillJs(heap: Float32Array): Fill {
  return {
    fillConstant: (n, out, value) => {
      heap.fill(value, out, out + n);
    },
    fillUniform: (n, out, key0, key1, step, position, low, width, below) =>
      fillUniform(
        heap,
        n,
        out,
        key0,
        key1,
        step,
        position,
        fround(low),
        fround(width),
        fround(below),
      ),
    fillNormal: (n, out, key0, key1, step, position, mean, std) =>
      fillNormal(heap, n, out, key0, key1, step, position, fround(mean), fround(std)),
    fillTruncatedNormal: (n, out, key0, key1, step, position, mean, std, low, high, least, most) =>
      fillTruncatedNormal(
        heap, n, out, key0, key1, step, position,
        fround(mean), fround(std), low, high, fround(least), fround(most),
      ), // biome-ignore format: the stream, then the law
    fillBernoulli: (n, out, key0, key1, step, position, probability, value) =>
      fillBernoulli(heap, n, out, key0, key1, step, position, fround(probability), value),
  };
}

/** The words of the blocks that are drawn at once, and the normals that they give. */
const LANES = 4 * BLOCKS;
const words = new Int32Array(LANES);
const normals = new Float32Array(LANES);

const legs = new Float32Array(2);
const choice = new Float32Array(2);

function fillUniform(
  heap: Float32Array,
  n: number,
  out: number,
  key0: number,
  key1: number,
  step: number,
  position: number,
  low: number,
  width: number,
  below: number,
): void {
  const scale = width * UNIT;
  const end = out + n;
  let block = Math.floor(position / 4);
  for (let lane = position - 4 * block; out < end; block += BLOCKS, lane = 0) {
    drawBlocks(words, block, step, key0, key1);
    const last = Math.min(LANES, lane + end - out);
    for (; lane < last; lane++, out++) {
      // A comparison in place of Math.min: 11.0 against 8.4 ns per element (bench fill, Node 20).
      heap[out] = Math.min(low + fround(scale * (words[lane] >>> 8)), below);
    }
  }
}

function fillNormal(
  heap: Float32Array,
  n: number,
  out: number,
  key0: number,
  key1: number,
  step: number,
  position: number,
  mean: number,
  std: number,
): void {
  const end = out + n;
  let block = Math.floor(position / 4);
  for (let lane = position - 4 * block; out < end; block += BLOCKS, lane = 0) {
    drawBlocks(words, block, step, key0, key1);
    for (let pair = 0; pair < LANES; pair += 2) boxMuller(pair);
    const last = Math.min(LANES, lane + end - out);
    for (; lane < last; lane++, out++) {
      heap[out] = mean + fround(std * normals[lane]);
    }
  }
}

/**
 * Two normals from two words. The angle 2πv is reduced in integers: its two upper bits, rounded,
 * choose the quadrant, the rest is an angle within ±π/4. Lookups and products take the place of
 * conditions, which no processor could predict.
 */
function boxMuller(lane: number): void {
  const u = fround(fround(words[lane] >>> 0) + 0.5) * 2 ** -32;
  const radius = fround(Math.sqrt(-2 * ln(u)));
  const turn = words[lane + 1];
  const rest = (turn << 2) >> 2;
  const quadrant = (turn - rest) >>> 30;
  const angle = fround(fround(rest) * 1.462918119976564e-9);
  legs[0] = fround(radius * cosine(angle));
  legs[1] = fround(radius * sine(angle));
  normals[lane] = legs[quadrant & 1] * (1 - ((quadrant + 1) & 2));
  normals[lane + 1] = legs[~quadrant & 1] * (1 - (quadrant & 2));
}

function fillTruncatedNormal(
  heap: Float32Array,
  n: number,
  out: number,
  key0: number,
  key1: number,
  step: number,
  position: number,
  mean: number,
  std: number,
  low: number,
  high: number,
  least: number,
  most: number,
): void {
  const end = out + n;
  const scale = (high - low) * 2 ** -32;
  const base = low + scale * 0.5;
  let block = Math.floor(position / 4);
  for (let lane = position - 4 * block; out < end; block += BLOCKS, lane = 0) {
    drawBlocks(words, block, step, key0, key1);
    const last = Math.min(LANES, lane + end - out);
    for (; lane < last; lane++, out++) {
      const z = normalQuantile(base + scale * (words[lane] >>> 0));
      heap[out] = Math.min(Math.max(mean + fround(std * z), least), most);
    }
  }
}

function fillBernoulli(
  heap: Float32Array,
  n: number,
  out: number,
  key0: number,
  key1: number,
  step: number,
  position: number,
  probability: number,
  value: number,
): void {
  choice[1] = value;
  const threshold = Math.ceil(probability / UNIT);
  const end = out + n;
  let block = Math.floor(position / 4);
  for (let lane = position - 4 * block; out < end; block += BLOCKS, lane = 0) {
    drawBlocks(words, block, step, key0, key1);
    const last = Math.min(LANES, lane + end - out);
    for (; lane < last; lane++, out++) {
      heap[out] = choice[((words[lane] >>> 8) - threshold) >>> 31];
    }
  }
}
