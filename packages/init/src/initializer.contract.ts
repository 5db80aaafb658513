import { createRng, type Tensor, tensor, zeros } from "@kindling/core";
import { expect, it } from "vitest";
import type { Initializer } from "./initializer.ts";
import { initializers } from "./registry.ts";
import type { InitializerSpec } from "./spec.ts";

/** What the contract fills. */
export interface ContractSettings {
  /** Shapes that the initializer takes. One of them has elements to compare. */
  readonly shapes?: readonly (readonly number[])[];
}

/** What every initializer keeps to, random or not. Runs inside a `describe`. */
export function initializerContract(
  make: () => Initializer,
  { shapes = [[], [0], [3], [2, 3, 4]] }: ContractSettings = {},
): void {
  const fans = { fanIn: 6, fanOut: 4 };
  const largest = shapes.reduce((a, b) => (zeros(b).size > zeros(a).size ? b : a));
  const fill = (initializer: Initializer, out: Tensor, seed: number, path: string) => {
    const rng = createRng(seed).at(path);
    initializer.fill(out, { ...fans, rng, path });
    return { values: tensor(out).data, random: rng.stream.position > 0 };
  };

  it("gives the same bits for the same seed and path", () => {
    for (const shape of shapes) {
      const { values } = fill(make(), zeros(shape), 1, "a");
      expect(fill(make(), zeros(shape), 1, "a").values).toEqual(values);
    }
  });

  it("gives other values for another path or seed, if it draws", () => {
    const { values, random } = fill(make(), zeros(largest), 1, "a");
    for (const other of [
      fill(make(), zeros(largest), 1, "b"),
      fill(make(), zeros(largest), 2, "a"),
    ]) {
      expect(other.random).toBe(random);
      if (random) expect(other.values).not.toEqual(values);
      else expect(other.values).toEqual(values);
    }
  });

  it("gives ten tensors ten different fills from one object and one stream, if it draws", () => {
    const initializer = make();
    const rng = createRng(1).at("a");
    const fills = Array.from({ length: 10 }, () => {
      const out = zeros(largest);
      initializer.fill(out, { ...fans, rng, path: "a" });
      return out.data.join();
    });
    expect(new Set(fills).size).toBe(rng.stream.position > 0 ? 10 : 1);
  });

  it.each(shapes.map((shape) => ({ shape })))("fills every element of $shape", ({ shape }) => {
    const out = zeros(shape);
    out.data.fill(Number.NaN);
    make().fill(out, { ...fans, rng: createRng(1), path: "a" });
    expect(out.data.every(Number.isFinite)).toBe(true);
  });

  it.each(shapes.map((shape) => ({ shape })))("fills a strided view of $shape", ({ shape }) => {
    const { whole, view } = stridedView(shape);
    whole.data.fill(-77);
    const { values } = fill(make(), zeros(shape), 1, "a");
    fill(make(), view, 1, "a");
    expect(tensor(view).data).toEqual(values);
    const untouched = whole.data.filter((value) => value === -77).length;
    expect(untouched).toBe(whole.size - view.size);
  });

  it("comes back from JSON as the same initializer", () => {
    const initializer = make();
    const { name, config } = initializer;
    const spec: InitializerSpec = JSON.parse(JSON.stringify({ name, ...config }));
    const again = initializers.resolve(spec);
    expect(again.config).toEqual(config);
    expect(again.law?.(fans)).toEqual(initializer.law?.(fans));
    expect(fill(again, zeros(largest), 1, "a")).toEqual(fill(initializer, zeros(largest), 1, "a"));
    expect(JSON.stringify(initializer)).toBe(JSON.stringify({ name, ...config }));
  });

  it("leaves the tensor as it is when the context is wrong, and says where", () => {
    const rng = createRng(1);
    const wrong = [
      [{ ...fans }, "rng: expected a stream, createRng(seed).at(path), got undefined"],
      [{ ...fans, rng: 42 }, "rng: expected a stream, createRng(seed).at(path), got 42"],
      [{ ...fans, rng, fanIn: Number.NaN }, "fanIn: expected a whole number, 0 or more, got NaN"],
      [{ ...fans, rng, fanOut: 2.5 }, "fanOut: expected a whole number, 0 or more, got 2.5"],
      [{ ...fans, rng, fanIn: -1 }, "fanIn: expected a whole number, 0 or more, got -1"],
      [{ fanIn: 6, rng }, "fanOut: expected a whole number, 0 or more, got undefined"],
    ] as const;
    for (const [context, message] of wrong) {
      const out = zeros(largest);
      out.data.fill(-77);
      const attempt = () => make().fill(out, { path: "dense_1/kernel", ...context } as never);
      expect(attempt).toThrow(`dense_1/kernel: ${make().name}: ${message}`);
      expect(out.data.every((value) => value === -77)).toBe(true);
    }
    expect(rng.stream.position).toBe(0);
  });
}

/** A view of that shape with its axes reversed in memory, every other element, and a margin. */
function stridedView(shape: readonly number[]): { whole: Tensor; view: Tensor } {
  const whole = zeros(shape.toReversed().map((extent) => 2 * extent + 1));
  const axes = shape.map((_, axis) => shape.length - 1 - axis);
  const view = whole
    .lo(...shape.map(() => 1))
    .step(...shape.map(() => 2))
    .transpose(...axes);
  return { whole, view };
}
