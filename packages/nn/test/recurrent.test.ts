import { checkGradients, gru, type Layer, lstm, simpleRnn } from "@kindling/nn";
import { describe, expect, it } from "vitest";

const CELLS: readonly [
  string,
  (options: { returnSequences?: boolean; goBackwards?: boolean; useBias?: boolean }) => Layer,
  number,
][] = [
  ["simpleRnn", (options) => simpleRnn({ units: 3, ...options }), 1],
  [
    "simpleRnn with relu",
    (options) => simpleRnn({ units: 3, activation: "softplus", ...options }),
    1,
  ],
  ["lstm", (options) => lstm({ units: 3, ...options }), 2],
  ["gru", (options) => gru({ units: 3, ...options }), 1],
  [
    "gru with the reset gate in front",
    (options) => gru({ units: 3, resetAfter: false, ...options }),
    1,
  ],
];

describe.each(CELLS)("%s: gradients equal central differences", (_, make, states) => {
  it.each([
    [{}],
    [{ returnSequences: true }],
    [{ goBackwards: true }],
    [{ returnSequences: true, goBackwards: true }],
    [{ useBias: false }],
  ])("with %j", (options) => {
    const initial = Array.from({ length: states }, () => [3]);
    for (const steps of [1, 2, 5]) {
      for (const inputShapes of [[[steps, 2]], [[steps, 2], ...initial]]) {
        const { error } = checkGradients(make(options), { inputShapes, samples: 1e6 });
        expect(error).toBeLessThan(1e-6);
      }
    }
  });
});
