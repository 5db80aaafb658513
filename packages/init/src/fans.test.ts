import { describe, expect, it } from "vitest";
import { fans, type ParameterLayout } from "./fans.ts";

describe("fans", () => {
  // The table of keras.src.initializers.random_initializers.compute_fans.
  it.each([
    { shape: [], fanIn: 1, fanOut: 1 },
    { shape: [5], fanIn: 5, fanOut: 5 },
    { shape: [784, 128], fanIn: 784, fanOut: 128 },
    { shape: [5, 2, 3], fanIn: 10, fanOut: 15 },
    { shape: [3, 3, 16, 32], fanIn: 144, fanOut: 288 },
    { shape: [2, 3, 5, 7, 11], fanIn: 210, fanOut: 330 },
    { shape: [0, 4], fanIn: 0, fanOut: 4 },
  ])("of $shape are $fanIn and $fanOut", ({ shape, fanIn, fanOut }) => {
    expect(fans(shape)).toEqual({ fanIn, fanOut });
  });

  it.each([[[1.5, 2]], [[-1]], [[Number.NaN, 2]]])("refuses %j", (shape) => {
    expect(() => fans(shape)).toThrow("fans: shape: expected extents that are whole numbers");
  });

  // Counted by hand: products in a sum, and sums that an input enters.
  it.each<[readonly number[], ParameterLayout, number, number]>([
    [[3, 3, 4, 32], { kind: "channelsLast", groups: 4 }, 36, 72], // 16 inputs, 8 outputs a group
    [[32, 16, 3, 3], "channelsFirst", 144, 288],
    [[32, 4, 3, 3], { kind: "channelsFirst", groups: 4 }, 36, 72],
    [[128, 784], "channelsFirst", 784, 128],
    [[3, 3, 16, 2], "depthwise", 9, 18],
    [[5, 16, 1], "depthwise", 5, 5],
    [[4, 4, 8, 16], "transposed", 256, 128],
    [[4, 4, 8, 16], { kind: "transposed", strides: [2, 2] }, 64, 128], // 2·2 of the taps
    [[4, 4, 2, 16], { kind: "transposed", strides: [2, 2], groups: 4 }, 16, 32],
    [[3, 8, 16], { kind: "transposed", strides: [2] }, 24, 24], // one tap, or two: 1.5
    [[2, 2, 8, 1], { kind: "transposed", strides: [3, 3] }, 1, 32], // some positions get nothing
    [[10_000, 64], "embedding", 1, 64],
    [[8, 64], { kind: "gates", count: 4 }, 8, 16],
    [[64], { kind: "gates", count: 4 }, 16, 16],
    [[512, 8, 64], "attention", 512, 512],
    [[8, 64, 256], "attentionOutput", 512, 256],
    [[0, 4, 8, 16], "transposed", 0, 0],
  ])("of %j as %o are %i and %i", (shape, layout, fanIn, fanOut) => {
    expect(fans(shape, layout)).toEqual({ fanIn, fanOut });
  });

  it("says what a layout has", () => {
    expect(() => fans([3, 4], "depthwise")).toThrow(
      "fans: expected [h, w, …, in, multiplier], got [3, 4]",
    );
    expect(() => fans([8, 63], { kind: "gates", count: 4 })).toThrow(
      "fans: gates: expected 4 equal gates, got [8, 63]",
    );
    expect(() => fans([8, 64], "gates" as never)).toThrow("fans: gates: count: expected a whole");
    expect(() => fans([3, 3, 4, 30], { kind: "channelsLast", groups: 4 })).toThrow(
      "fans: groups: expected a divisor of the outputs, got 4",
    );
    expect(() => fans([3, 3], "HWIO" as never)).toThrow(
      'fans: layout: expected one of channelsLast, channelsFirst, depthwise, transposed, embedding, gates, attention, attentionOutput, got "HWIO"',
    );
    expect(() => fans([3, 3], null as never)).toThrow("fans: layout: expected one of");
  });
});
