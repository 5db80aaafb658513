import { philoxBlock } from "../../random/philox.ts";
import type { Fill } from "./fill.ts";
import { cosine, ln, normalQuantile, sine } from "./float32.ts";

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
        fround(mean), fround(std), low, high - low, fround(least), fround(most),
      ), // biome-ignore format: the stream, then the law
    fillBernoulli: (n, out, key0, key1, step, position, probability, value) =>
      fillBernoulli(heap, n, out, key0, key1, step, position, fround(probability), value),
  };
}

const words = new Uint32Array(4);
const normals = new Float32Array(4);

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
  const end = out + n;
  let block = Math.floor(position / 4);
  for (let lane = position - 4 * block; out < end; lane = 0) {
    philoxBlock(words, block++, 0, step, 0, key0, key1);
    for (; lane < 4 && out < end; lane++, out++) {
      const u = (words[lane] >>> 8) * UNIT;
      heap[out] = Math.min(fround(low + fround(width * u)), below);
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
  for (let lane = position - 4 * block; out < end; lane = 0) {
    philoxBlock(words, block++, 0, step, 0, key0, key1);
    boxMuller(0);
    boxMuller(2);
    for (; lane < 4 && out < end; lane++, out++) {
      heap[out] = fround(mean + fround(std * normals[lane]));
    }
  }
}

/**
 * Two normals from two words. The angle 2πv is reduced in integers: its two upper bits, rounded,
 * choose the quadrant, the rest is an angle within ±π/4.
 */
function boxMuller(lane: number): void {
  const u = fround(fround(words[lane]) + 0.5) * 2 ** -32;
  const radius = fround(Math.sqrt(-2 * ln(u)));
  const turn = words[lane + 1] | 0;
  const rest = (turn << 2) >> 2;
  const quadrant = (turn - rest) >>> 30;
  const angle = fround(fround(rest) * 1.462918119976564e-9);
  const s = fround(radius * sine(angle));
  const c = fround(radius * cosine(angle));
  const cos = quadrant & 1 ? s : c;
  const sin = quadrant & 1 ? c : s;
  normals[lane] = (quadrant + 1) & 2 ? -cos : cos;
  normals[lane + 1] = quadrant & 2 ? -sin : sin;
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
  width: number,
  least: number,
  most: number,
): void {
  const end = out + n;
  let block = Math.floor(position / 4);
  for (let lane = position - 4 * block; out < end; lane = 0) {
    philoxBlock(words, block++, 0, step, 0, key0, key1);
    for (; lane < 4 && out < end; lane++, out++) {
      const u = (words[lane] + 0.5) * 2 ** -32;
      const z = normalQuantile(low + width * u);
      heap[out] = Math.min(Math.max(fround(mean + fround(std * z)), least), most);
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
  const end = out + n;
  let block = Math.floor(position / 4);
  for (let lane = position - 4 * block; out < end; lane = 0) {
    philoxBlock(words, block++, 0, step, 0, key0, key1);
    for (; lane < 4 && out < end; lane++, out++) {
      heap[out] = (words[lane] >>> 8) * UNIT < probability ? value : 0;
    }
  }
}
