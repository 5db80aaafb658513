import {
  bindAdd, bindCopy, bindGreater, bindMaximum, bindMinimum, bindMul, bindSumRows, bindWhere, inOrder, reshape, sizeOf,
} from "@kindling/core"; // biome-ignore format: names
import type { InitializerSpec } from "@kindling/init";
import { anything, showList } from "../check.ts";
import { defineLayer, type LayerConfig } from "../layer.ts";
import { constantOf } from "./constant.ts";

/** Options of {@link prelu}. */
export interface PreluConfig extends LayerConfig {
  /** Default zeros; PyTorch starts at 0.25. */
  readonly alphaInitializer?: InitializerSpec;
  /** Axes along which all elements have one slope, counted from 1; the batch is 0. Default none. */
  readonly sharedAxes?: readonly number[];
}

/**
 * Leaky ReLU whose slopes are learned.
 *
 *     forward    y  = max(x, 0) + α·min(x, 0)
 *     backward   dα += Σ dy·min(x, 0), over the batch and the shared axes    dx = x > 0 ? dy : α·dy
 *
 *     x, y, dx, dy  [batch, …]    α  [1, …] with an extent of 1 at each shared axis, else the input's
 *
 * K. He et al., "Delving Deep into Rectifiers", ICCV 2015.
 *
 * @throws for shared axes that there are not
 * @example prelu({ sharedAxes: [1, 2] }) // one slope for each channel of an image
 */
export const prelu = defineLayer(
  "prelu",
  ({ alphaInitializer, sharedAxes = [] }: PreluConfig) => {
    return (scope, input) => {
      if (sharedAxes.some((axis) => axis > input.length)) {
        throw new RangeError(
          `${scope.label}: sharedAxes: expected axes from 1 to ${input.length}, got ${showList(sharedAxes)}`,
        );
      }
      const shape = input.map((extent, i) => (sharedAxes.includes(i + 1) ? 1 : extent));
      const alpha = scope.parameter("alpha", shape, alphaInitializer, { fanIn: 1, fanOut: 1 });
      const own = input.flatMap((_, i) => (sharedAxes.includes(i + 1) ? [] : [i + 1]));
      const shared = input.flatMap((_, i) => (sharedAxes.includes(i + 1) ? [i + 1] : []));
      const sorted = [0, ...shared, ...own];

      return {
        output: input,
        mask: "passes",
        bind: ({ x, y, dx, dy, buffer }) => {
          const batch = x.shape[0]!;
          const zero = constantOf(buffer, [0]);
          const [below, slopes] = [buffer(input), buffer(input)];
          // Products with their shared axes in front, so that what is summed are rows.
          const sums = [batch * sizeOf(shared.map((axis) => input[axis - 1]!)), sizeOf(shape)];
          const front = buffer(sorted.slice(1).map((axis) => input[axis - 1]!));
          const above = reshape(front, x.shape);
          return {
            forward: inOrder(
              bindMinimum({ out: below, a: x, b: zero }),
              bindMaximum({ out: y, a: x, b: zero }),
              bindMul({ out: slopes, a: below, b: alpha.value }),
              bindAdd({ out: y, a: y, b: slopes }),
            ),
            backward: inOrder(
              bindMul({ out: below, a: below, b: dy }),
              bindCopy({ out: front, x: below.transpose(...sorted) }),
              bindSumRows({ out: reshape(alpha.grad, [sizeOf(shape)]), x: reshape(front, sums) }),
              dx && bindMul({ out: slopes, a: dy, b: alpha.value }),
              dx && bindGreater({ out: above, a: x, b: zero }),
              dx && bindWhere({ out: dx, condition: above, a: dy, b: slopes }),
            ),
          };
        },
      };
    };
  },
  { alphaInitializer: anything, sharedAxes: expectAxes },
);

function expectAxes(value: unknown, where: string): void {
  const isAxis = (axis: unknown) => Number.isSafeInteger(axis) && (axis as number) >= 1;
  if (!(Array.isArray(value) && value.every(isAxis))) {
    throw new RangeError(`${where}: expected whole numbers, at least 1, got ${showList(value)}`);
  }
}
