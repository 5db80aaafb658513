import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadMnist, PIXELS, readImages, readLabels } from "./data.ts";

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "kindling-idx-"));
});

afterAll(() => rmSync(folder, { recursive: true }));

function fileOf(...bytes: readonly number[]): string {
  const path = join(folder, "file");
  writeFileSync(path, Uint8Array.from(bytes));
  return path;
}

/** Two images: pixel i of the first is i mod 256, the second is white paper but for its last pixel. */
const PIXEL_BYTES = Array.from({ length: 2 * PIXELS }, (_, i) =>
  i < PIXELS ? i % 256 : i === 2 * PIXELS - 1 ? 255 : 0,
);
const IMAGES_HEADER = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 28, 0, 0, 0, 28];

describe("readImages", () => {
  it("scales bytes to [0, 1]", () => {
    const images = readImages(fileOf(...IMAGES_HEADER, ...PIXEL_BYTES));
    expect(images).toEqual(Float32Array.from(PIXEL_BYTES, (byte) => byte / 255));
  });

  it("reads the first images only", () => {
    const path = fileOf(...IMAGES_HEADER, ...PIXEL_BYTES);
    expect(readImages(path, 1)).toEqual(readImages(path).subarray(0, PIXELS));
    expect(readImages(path, 3)).toHaveLength(2 * PIXELS);
  });

  it("reads a file without images", () => {
    expect(readImages(fileOf(0, 0, 8, 3, 0, 0, 0, 0, 0, 0, 0, 28, 0, 0, 0, 28))).toHaveLength(0);
  });

  const row = (...bytes: number[]): number[] => [...bytes, ...PIXEL_BYTES];
  it.each([
    ["no bytes", [], "bytes: expected 16 more, got 0"],
    ["a header cut off", IMAGES_HEADER.slice(0, 10), "bytes: expected 6 more, got 0"],
    ["labels", row(0, 0, 8, 1, ...IMAGES_HEADER.slice(4)), "magic number: expected 2051, got 2049"],
    [
      "another byte order",
      row(3, 8, 0, 0, ...IMAGES_HEADER.slice(4)),
      "magic number: expected 2051",
    ],
    [
      "32 rows",
      row(...IMAGES_HEADER.slice(0, 8), 0, 0, 0, 32, 0, 0, 0, 28),
      "extent of axis 1: expected 28, got 32",
    ],
    [
      "32 columns",
      row(...IMAGES_HEADER.slice(0, 12), 0, 0, 0, 32),
      "extent of axis 2: expected 28, got 32",
    ],
    ["data cut off", row(...IMAGES_HEADER).slice(0, -1), "size in bytes: expected 1584, got 1583"],
    ["data left over", [...row(...IMAGES_HEADER), 0], "size in bytes: expected 1584, got 1585"],
    [
      "a claim of 4 billion images",
      row(0, 0, 8, 3, 255, 255, 255, 255, ...IMAGES_HEADER.slice(8)),
      "size in bytes: expected 3367254359296, got 1584",
    ],
  ])("refuses %s", (_, bytes, message) => {
    expect(() => readImages(fileOf(...bytes))).toThrow(message);
  });

  it("names a file that is not there", () => {
    expect(() => readImages(join(folder, "absent"))).toThrow("absent");
  });
});

describe("readLabels", () => {
  it("reads labels", () => {
    const path = fileOf(0, 0, 8, 1, 0, 0, 0, 3, 9, 0, 5);
    expect(readLabels(path)).toEqual(Uint8Array.of(9, 0, 5));
    expect(readLabels(path, 2)).toEqual(Uint8Array.of(9, 0));
  });

  it.each([
    ["images", [0, 0, 8, 3, 0, 0, 0, 0], "magic number: expected 2049, got 2051"],
    ["data cut off", [0, 0, 8, 1, 0, 0, 0, 2, 1], "size in bytes: expected 10, got 9"],
    [
      "a label above 9",
      [0, 0, 8, 1, 0, 0, 0, 2, 1, 10],
      "expected labels from 0 to 9, got 10 at 1",
    ],
  ])("refuses %s", (_, bytes, message) => {
    expect(() => readLabels(fileOf(...bytes))).toThrow(message);
  });
});

describe("loadMnist", () => {
  it("has the published counts and first labels", () => {
    const { train, test } = loadMnist(100);
    expect([train.count, train.images.length]).toEqual([100, 100 * PIXELS]);
    expect([test.count, test.images.length]).toEqual([10_000, 10_000 * PIXELS]);
    // The first digits of both files, as every tutorial shows them.
    expect([...train.labels.subarray(0, 10)]).toEqual([5, 0, 4, 1, 9, 2, 1, 3, 1, 4]);
    expect([...test.labels.subarray(0, 10)]).toEqual([7, 2, 1, 0, 4, 1, 4, 9, 5, 9]);
  });
});
