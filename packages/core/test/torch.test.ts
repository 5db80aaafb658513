import { type TorchRng, torchRng, zeros } from "@kindling/core";
import { describe, expect, it } from "vitest";
import golden from "./golden/torch.json" with { type: "json" };

type Call = [name: string, ...args: number[]];

/** What the golden file says of a call's result. */
function drawn(rng: TorchRng, [name, ...args]: Call): unknown {
  const [size, a, b] = args;
  switch (name) {
    case "permutation":
      return Array.from(rng.permutation(size));
    case "integer":
      return rng.integer(size);
    case "uniform":
      return digest(rng.uniform(zeros([size]), a, b).data);
    case "normal":
      return digest(rng.normal(zeros([size]), a, b).data);
    case "bernoulli":
      return digest(rng.bernoulli(zeros([size]), a).data);
    default:
      throw new Error(`golden: unknown call ${name}`);
  }
}

function digest(values: Float32Array): unknown {
  const words = Array.from(new Uint32Array(values.buffer));
  if (words.length <= 48) return words;
  const hash = new Uint8Array(values.buffer).reduce(
    (value, byte) => Math.imul(value ^ byte, 0x01000193) >>> 0,
    0x811c9dc5,
  );
  return { first: words.slice(0, 4), last: words.slice(-4), hash };
}

/**
 * Without MKL, PyTorch computes erf⁻¹ in float32: two Newton steps x ← x − (erf x − y)/erf′(x). The
 * last leaves the errors of erf x, at most 1 unit in the last place of a number below 1 (2⁻²⁴), of
 * the difference, half as much, over erf′; and half a unit of x. Then scale and mean are rounded.
 */
function truncatedNormalBound(x: number, mean: number, std: number): number {
  const inverse = (x - mean) / (std * Math.SQRT2);
  const slope = (2 / Math.sqrt(Math.PI)) * Math.exp(-inverse * inverse);
  const u = 2 ** -24;
  const error = (1.5 * u) / slope + 2 * u * Math.abs(inverse);
  return std * Math.SQRT2 * error + 2 * u * (Math.abs(x) + Math.abs(x - mean));
}

describe("torchRng draws what PyTorch draws", () => {
  it.each(golden.map(({ seed, calls }) => [seed, calls] as const))("seed %s", (seed, calls) => {
    const rng = torchRng(BigInt(seed));
    for (const { call, drawn: expected } of calls) {
      const [name, size, mean = 0, std = 1, low = -2, high = 2] = call as Call;
      const where = `${name}(${call.slice(1).join(", ")})`;
      if (name !== "truncatedNormal") {
        expect(drawn(rng, call as Call), where).toEqual(expected);
        continue;
      }
      const out = zeros([size]);
      rng.truncatedNormal(out, mean, std, low, high, { bounds: "absolute" });
      (expected as number[]).forEach((x, i) => {
        expect(Math.abs(out.data[i] - x), `${where} at ${i}`).toBeLessThanOrEqual(
          truncatedNormalBound(x, mean, std),
        );
      });
    }
  });
});
