import { conv2d, copiesIn, dense, lstm, prelu, sequential } from "@kindling/nn";
import { describe, expect, it } from "vitest";

describe("copiesIn", () => {
  it("counts units with the weights of one before them", () => {
    const model = sequential({
      inputShape: [2],
      layers: [dense({ units: 4 }), dense({ units: 1 })],
    });
    const [kernel, bias] = model.parameters;
    kernel!.value.data.set([1, 2, 1, 1, 3, 4, 3, 3]); // columns (1, 3), (2, 4), (1, 3), (1, 3)
    bias!.value.data.set([0, 0, 0, 5]); // the last one differs
    expect(copiesIn(model)).toEqual([
      { layer: "dense_1", units: 4, copies: 1 },
      { layer: "dense_2", units: 1, copies: 0 },
    ]);
  });

  it("tells units apart whose checksums agree: 1·1 + 2·1 = 1·3 + 2·0", () => {
    const model = sequential({ inputShape: [2], layers: [dense({ units: 2, useBias: false })] });
    model.parameters[0]!.value.data.set([1, 3, 1, 0]);
    expect(copiesIn(model)).toEqual([{ layer: "dense_1", units: 2, copies: 0 }]);
  });

  it("knows filters, and units with several gates; slopes are no kernel", () => {
    const same = { kernelInitializer: "ones" } as const;
    const image = sequential({
      inputShape: [4, 4, 1],
      layers: [conv2d({ filters: 3, kernelSize: 2, ...same }), prelu()],
    });
    expect(copiesIn(image)).toEqual([{ layer: "conv2d_1", units: 3, copies: 2 }]);
    const sequence = sequential({
      inputShape: [4, 2],
      layers: [lstm({ units: 5, ...same, recurrentInitializer: "zeros" }), dense({ units: 2 })],
    });
    expect(copiesIn(sequence)).toEqual([
      { layer: "lstm_1", units: 5, copies: 4 },
      { layer: "dense_1", units: 2, copies: 0 },
    ]);
  });
});
