import type { Fill } from "./fill.ts";
import { fillJs } from "./js.ts";

const PIECE = 1024;

/** The JavaScript fills, piece by piece through float32: the same stream, the same values. */
export function fillReference(heap: Float64Array): Fill {
  const piece = new Float32Array(PIECE);
  const fills = fillJs(piece);

  /** Fills `n` elements with `fill(length, done)`, which draws `length` values into the piece. */
  const inPieces = (n: number, out: number, fill: (length: number, done: number) => void): void => {
    for (let done = 0; done < n; done += PIECE) {
      const length = Math.min(PIECE, n - done);
      fill(length, done);
      heap.set(piece.subarray(0, length), out + done);
    }
  };

  return {
    fillConstant: (n, out, value) => {
      heap.fill(value, out, out + n);
    },
    fillUniform: (n, out, key0, key1, step, position, ...law) =>
      inPieces(n, out, (length, done) =>
        fills.fillUniform(length, 0, key0, key1, step, position + done, ...law),
      ),
    fillNormal: (n, out, key0, key1, step, position, ...law) =>
      inPieces(n, out, (length, done) =>
        fills.fillNormal(length, 0, key0, key1, step, position + done, ...law),
      ),
    fillTruncatedNormal: (n, out, key0, key1, step, position, ...law) =>
      inPieces(n, out, (length, done) =>
        fills.fillTruncatedNormal(length, 0, key0, key1, step, position + done, ...law),
      ),
    fillBernoulli: (n, out, key0, key1, step, position, ...law) =>
      inPieces(n, out, (length, done) =>
        fills.fillBernoulli(length, 0, key0, key1, step, position + done, ...law),
      ),
  };
}
