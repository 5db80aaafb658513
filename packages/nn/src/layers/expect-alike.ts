import { expectShape, type Shape } from "@kindling/core";

/** The one shape of two or more inputs. @throws for fewer, and for shapes that differ */
export function expectAlike(inputs: readonly Shape[], where: string): Shape {
  const [first, ...others] = inputs;
  if (first === undefined || others.length === 0) {
    throw new RangeError(
      `${where}: expected at least two inputs, got ${inputs.length}; apply it to an array of them in a graph`,
    );
  }
  for (const [i, shape] of others.entries()) {
    expectShape(shape, first, `${where}: input ${i + 2}`);
  }
  return first;
}
