import { checkShape, type Shape, show } from "@kindling/core";
import { expectMethod } from "../check.ts";
import type { Layer } from "../layer.ts";
import { expectNoStates } from "../layer.ts";
import type { Samples } from "./samples.ts";

export function expectLayers(layers: readonly Layer[]): readonly Layer[] {
  if (!Array.isArray(layers)) {
    throw new TypeError(`model: layers: expected an array, got ${show(layers)}`);
  }
  for (const [i, layer] of layers.entries()) {
    const where = `model: layers[${i}]`;
    expectMethod(layer, "build", where, "a layer, such as dense({ units: 10 })");
    expectNoStates(layer, where);
  }
  return [...layers];
}

export function expectInputShape(shape: Shape): Shape {
  if (!Array.isArray(shape)) {
    throw new TypeError(`model: inputShape: expected an array, such as [784], got ${show(shape)}`);
  }
  return checkShape([...shape], "model: inputShape");
}

export function expectSameCount(x: Samples, y: Samples, where: string): void {
  if (x.count !== y.count) {
    throw new RangeError(
      `${where}y: expected ${x.count} targets, one for each sample, got ${y.count}`,
    );
  }
  if (x.count === 0) throw new RangeError(`${where}x: expected at least one sample, got none`);
}
