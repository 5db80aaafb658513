import { kernels, useKernels } from "@kindling/core";
import { afterEach, describe, expect, it } from "vitest";
import golden from "../../test/golden/layers.json" with { type: "json" };
import { expectName } from "../check.ts";
import { probed, projection } from "../inspect/probe.ts";
import type { Metric } from "../metrics/metric.ts";
import { sgd } from "../optimizers/sgd.ts";
import { LAYERS } from "./table.ts";

const usual = kernels().name;
afterEach(() => useKernels(usual));

type Case = (typeof golden)[number];
const factories = new Map(LAYERS.map((factory) => [factory.type, factory]));
const cases = golden.map(
  (each) =>
    [
      `${each.type} ${JSON.stringify(each.config)} of ${JSON.stringify(each.inputShapes)}`,
      each,
    ] as const,
);

/** Output in training, and gradients of inputs and parameters, for the loss Σ dy∘y. */
function run({ type, config, batch, inputShapes, xs, parameters, dy }: Case) {
  const layer = expectName(type, factories, "type")(config as never);
  const model = probed(layer, inputShapes, batch);
  const named = (name: string) => model.parameters.find(({ path }) => path.endsWith(`/${name}`))!;
  for (const [name, values] of Object.entries(parameters)) named(name).value.data.set(values);
  const seen: number[] = [];
  const look: Metric = {
    name: "look",
    sums: 1,
    value: () => 0,
    bind:
      ({ y }) =>
      () => {
        seen.push(...y.data);
      },
  };
  model.compile({ optimizer: sgd(), loss: projection, metrics: [look] });
  const arrays = xs.map((x) => Float64Array.from(x));
  model.trainOnBatch(arrays.length === 1 ? arrays[0]! : arrays, Float64Array.from(dy));
  return {
    y: seen,
    dxs: xs.map(
      (_, i) => model.parameters.find(({ path }) => path === `x ${i + 1}/value`)!.grad.data,
    ),
    gradients: Object.keys(parameters).map((name) => named(name).grad.data),
  };
}

function expectClose(got: ArrayLike<number>, expected: readonly number[], tolerance: number): void {
  expect(got.length).toBe(expected.length);
  const scale = Math.max(...expected.map(Math.abs));
  for (const [i, value] of expected.entries()) {
    expect(Math.abs(got[i]! - value), `at ${i}`).toBeLessThanOrEqual(tolerance * scale);
  }
}

// In float64 both differ by roundings and by the 12 digits that are kept. In float32 sums of up to
// 70 terms, and quotients by deviations that were rounded: some hundred roundings of 2⁻²⁴.
describe.each([
  ["reference", 1e-10],
  ["js", 6e-6],
  ["wasm-simd", 6e-6],
] as const)("PyTorch and the %s kernels agree to %d", (set, tolerance) => {
  it.each(cases)("%s", (_, each) => {
    useKernels(set);
    const { y, dxs, gradients } = run(each);
    expectClose(y, each.y, tolerance);
    for (const [i, dx] of each.dxs.entries()) expectClose(dxs[i]!, dx, tolerance);
    for (const [i, gradient] of Object.values(each.gradients).entries()) {
      expectClose(gradients[i]!, gradient, tolerance);
    }
  });
});
