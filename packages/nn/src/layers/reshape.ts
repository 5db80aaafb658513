import { formatShape, inOrder, type Shape, sizeOf } from "@kindling/core";
import { showList } from "../check.ts";
import { defineLayer, type LayerConfig } from "../layer.ts";

/** Options of {@link reshape}. */
export interface ReshapeConfig extends LayerConfig {
  /** Without the batch axis; one extent may be −1, which is then what is left. */
  readonly targetShape: Shape;
}

/**
 * The same numbers in another shape: [batch, …input] becomes [batch, …targetShape]. Costs nothing:
 * the output is a view of the input.
 *
 * @throws for a target that is no shape, and one of another size
 * @example reshape({ targetShape: [28, 28, 1] })
 */
export const reshape = defineLayer(
  "reshape",
  ({ targetShape }: ReshapeConfig) => {
    return (scope, input) => {
      const known = sizeOf(targetShape.filter((extent) => extent !== -1));
      const rest = sizeOf(input) / known;
      const output = targetShape.map((extent) => (extent === -1 ? rest : extent));
      if (sizeOf(output) !== sizeOf(input) || !output.every(Number.isSafeInteger)) {
        throw new RangeError(
          `${scope.label}: targetShape: expected one of ${sizeOf(input)} numbers, as ${formatShape(input)} has, got ${formatShape(targetShape)}`,
        );
      }
      return {
        output,
        view: true,
        bind: () => ({ forward: inOrder(), backward: inOrder() }),
      };
    };
  },
  { targetShape: expectTarget },
);

function expectTarget(value: unknown, where: string): void {
  const isExtent = (each: unknown) => Number.isSafeInteger(each) && (each as number) >= -1;
  const isTarget = Array.isArray(value) && value.every(isExtent);
  if (!isTarget || value.filter((each) => each === -1).length > 1) {
    throw new RangeError(
      `${where}: expected whole numbers, 0 or more, at most one of them −1, got ${showList(value)}`,
    );
  }
}
