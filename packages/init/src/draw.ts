import {
  copyInto,
  isContiguous,
  type RandomSource,
  type Tensor,
  tensor,
  zeros,
} from "@kindling/core";
import type { Law } from "./law.ts";

/**
 * Fills any view with independent draws, in row-major order; a constant draws nothing.
 *
 * @throws for a law that float32 cannot hold; `out` is then unchanged
 * @example
 * const w = tensor([0, 0]);
 * laws.draw(laws.constant(3), w, createRng(42));
 * toNested(w) // [3, 3]
 */
export function draw(law: Law, out: Tensor, rng: RandomSource): void {
  switch (law.kind) {
    case "constant":
      fillConstant(out, law.value);
      return;
    case "rademacher":
      fillSigns(out, law.scale, rng);
      return;
    case "uniform":
      rng.uniform(out, law.low, law.high);
      return;
    case "normal":
      rng.normal(out, law.mean, law.std);
      return;
    case "truncatedNormal":
      rng.truncatedNormal(out, law.mean, law.std, law.low, law.high);
      return;
  }
}

function fillConstant(out: Tensor, value: number): void {
  if (isContiguous(out)) {
    out.data.fill(Math.fround(value), out.offset, out.offset + out.size);
  } else {
    copyInto(out, tensor(new Float32Array(out.size).fill(value), out.shape));
  }
}

function fillSigns(out: Tensor, scale: number, rng: RandomSource): void {
  const signs = rng.bernoulli(zeros(out.shape), 0.5);
  const { data } = signs;
  for (let i = 0; i < data.length; i++) data[i] = data[i]! > 0 ? scale : -scale;
  copyInto(out, signs);
}
