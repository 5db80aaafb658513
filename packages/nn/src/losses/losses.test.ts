import {
  type Arena,
  createArena,
  kernels,
  type Shape,
  type Tensor,
  useKernels,
} from "@kindling/core";
import { afterEach, describe, expect, it } from "vitest";
import golden from "../../test/golden/losses.json" with { type: "json" };
import type { Loss } from "./loss.ts";
import { LOSSES, type LossName } from "./resolve.ts";

const usual = kernels().name;
afterEach(() => useKernels(usual));

type Case = (typeof golden)[number];

const lossOf = ({ name, config }: Pick<Case, "name" | "config">): Loss =>
  (LOSSES[name as LossName] as (config: object) => Loss)(config);

/** Binds a loss to tensors of its own, in the kernels in use. */
function bound(
  loss: Loss,
  at: {
    readonly shape: Shape;
    readonly y: readonly number[];
    readonly target: readonly number[];
    readonly weights?: readonly number[] | null;
  },
) {
  const arena: Arena = createArena();
  const { shape } = at;
  const filled = (shape: Shape, values: readonly number[]): Tensor => {
    const x = arena.tensor(shape);
    x.data.set(values);
    return x;
  };
  const batch = shape[0]!;
  const y = filled(shape, at.y);
  const target = filled([batch, ...loss.target(shape.slice(1))], at.target);
  const weights = at.weights ? filled([batch], at.weights) : undefined;
  const [dy, result] = [arena.tensor(shape), arena.tensor([1])];
  const run = loss.bind({
    y,
    target,
    dy,
    loss: result,
    weights,
    logits: loss.config.fromLogits ?? false,
    buffer: (shape) => arena.tensor([batch, ...shape]),
  });
  return { y, dy, loss: result, run };
}

function expectClose(got: ArrayLike<number>, expected: readonly number[], tolerance: number): void {
  const scale = Math.max(...expected.map(Math.abs));
  for (const [i, value] of expected.entries()) {
    expect(Math.abs(got[i]! - value), `at ${i}`).toBeLessThanOrEqual(tolerance * scale);
  }
}

const titleOf = ({ name, config, shape, weights }: Case): string =>
  `${name} ${JSON.stringify(config)} of [${shape}]${weights ? ", weighted" : ""}`;
const cases = golden.map((each) => [titleOf(each), each] as const);

it("has golden values of every loss", () => {
  expect(new Set(golden.map(({ name }) => name))).toEqual(new Set(Object.keys(LOSSES)));
});

// In float64 both differ by roundings, in float32 by those of a dozen operations and of sums over
// at most ten terms: some 20·2⁻²⁴ of the largest entry.
describe.each([
  ["reference", 1e-11],
  ["js", 1.5e-6],
  ["wasm-simd", 1.5e-6],
] as const)("PyTorch and the %s kernels agree to %d", (set, tolerance) => {
  it.each(cases)("%s", (_, each) => {
    useKernels(set);
    const { dy, loss, run } = bound(lossOf(each), each);
    run();
    expectClose(loss.data, [each.loss], tolerance);
    expectClose(dy.data, each.dy, tolerance);
  });
});

describe("gradients equal central differences", () => {
  it.each(cases)("%s", (_, each) => {
    useKernels("reference");
    const { y, dy, loss, run } = bound(lossOf(each), each);
    const lossNow = (): number => {
      run();
      return loss.data[0]!;
    };
    lossNow();
    const backward = [...dy.data];
    const differences = each.y.map((value, i) => {
      const step = 1e-5 * Math.min(1, Math.abs(value) + 0.1);
      y.data[i] = value + step;
      const above = lossNow();
      y.data[i] = value - step;
      const below = lossNow();
      y.data[i] = value;
      return (above - below) / (2 * step);
    });
    expectClose(backward, differences, 1e-6);
  });
});

describe.each(["js", "wasm-simd"] as const)("at logits of ±1e4, %s", (set) => {
  it.each([
    ["binaryCrossentropy", [1e4, -1e4], [1, 1], 5e3, [0, -0.5]],
    ["categoricalCrossentropy", [1e4, -1e4], [0, 1], 2e4, [1, -1]],
    ["categoricalCrossentropy", [1e4, -1e4], [1, 0], 0, [0, 0]],
    ["sparseCategoricalCrossentropy", [1e4, -1e4], [1], 2e4, [1, -1]],
    ["kullbackLeiblerDivergence", [1e4, -1e4], [0.5, 0.5], 1e4 - Math.LN2, [0.5, -0.5]],
  ] as const)("%s of %j against %j is exact", (name, y, target, expected, gradient) => {
    useKernels(set);
    const loss = LOSSES[name]({ fromLogits: true });
    const { dy, loss: result, run } = bound(loss, { shape: [1, 2], y, target });
    run();
    expect(Math.abs(result.data[0]! - expected)).toBeLessThanOrEqual(2 ** -22 * expected);
    expect([...dy.data]).toEqual(gradient);
  });
});

it("reads its options", () => {
  expect(() => LOSSES.huber({ delta: 0 })).toThrow(
    "huber: delta: expected a finite number above 0, got 0",
  );
  expect(() => LOSSES.categoricalCrossentropy({ labelSmoothing: 1 })).toThrow(
    "categoricalCrossentropy: labelSmoothing: expected a number in [0, 1), got 1",
  );
  expect(() => LOSSES.cosineSimilarity().target([])).toThrow(
    "cosineSimilarity: output of the net: expected [batch, …, classes], got [batch]",
  );
});
