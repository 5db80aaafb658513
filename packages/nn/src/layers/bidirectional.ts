import {
  bindAdd,
  bindCopy,
  bindMul,
  bindScale,
  expectShape,
  inOrder,
  type Run,
  type Tensor,
} from "@kindling/core";
import { anything, expectMethod, expectName, within } from "../check.ts";
import { defineLayer, expectNoStates, type Layer, type LayerConfig } from "../layer.ts";
import type { RecurrentConfig } from "../recurrent-options.ts";

/** What becomes of the outputs of the two directions. */
export type MergeMode = "concat" | "sum" | "mul" | "ave";

/** Options of {@link bidirectional}. */
export interface BidirectionalConfig extends LayerConfig {
  /** A recurrent layer. A second one of its configuration goes backwards. */
  readonly layer: Layer;
  /** The layer that goes backwards, where it is to be another one. */
  readonly backwardLayer?: Layer;
  /** Side by side, sum, product, or mean. Default `concat`. */
  readonly mergeMode?: MergeMode;
}

/** How two outputs become one, and the gradients of both. */
type Merge = (
  f: Direction,
  b: Direction,
  y: Tensor,
  dy: Tensor,
) => {
  readonly forward: Run;
  readonly backward: Run;
};

/** The output of a direction and its gradient, in the order of time. */
interface Direction {
  readonly y: Tensor;
  readonly dy: Tensor;
}

const MERGES: Readonly<Record<MergeMode, Merge>> = {
  concat: (f, b, y, dy) => {
    const axes = y.shape.slice(0, -1);
    const width = f.y.shape.at(-1)!;
    const first = (x: Tensor): Tensor => x.hi(...axes, width);
    const second = (x: Tensor): Tensor => x.lo(...axes.map(() => 0), width);
    return {
      forward: inOrder(bindCopy({ out: first(y), x: f.y }), bindCopy({ out: second(y), x: b.y })),
      backward: inOrder(
        bindCopy({ out: f.dy, x: first(dy) }),
        bindCopy({ out: b.dy, x: second(dy) }),
      ),
    };
  },
  sum: (f, b, y, dy) => ({
    forward: bindAdd({ out: y, a: f.y, b: b.y }),
    backward: inOrder(bindCopy({ out: f.dy, x: dy }), bindCopy({ out: b.dy, x: dy })),
  }),
  mul: (f, b, y, dy) => ({
    forward: bindMul({ out: y, a: f.y, b: b.y }),
    backward: inOrder(bindMul({ out: f.dy, a: dy, b: b.y }), bindMul({ out: b.dy, a: dy, b: f.y })),
  }),
  ave: (f, b, y, dy) => {
    const settings = { factor: 0.5 };
    const sum = MERGES.sum(f, b, y, dy);
    return {
      forward: inOrder(sum.forward, bindScale({ out: y, x: y, settings })),
      backward: inOrder(bindScale({ out: dy, x: dy, settings }), sum.backward),
    };
  },
};

/**
 * A recurrent layer in both directions of time.
 *
 *     forward    f = F(x)    b = B(x backwards), in the order of time    y = [f|b], f + b, f∘b or (f + b)/2
 *     backward   dx = F′ᵀ·df + B′ᵀ·db
 *
 *     x, dx  [batch, time, inputs]    y, dy  [batch, …, 2·units] with concat, else [batch, …, units]
 *
 * Without returnSequences each direction gives its last state: b has seen the first step last. In a
 * graph the initial states are further inputs: those of F, then those of B. At a step whose mask is 0 a
 * sample keeps its states, so padding behind a sequence changes neither direction.
 *
 * M. Schuster, K. Paliwal, "Bidirectional Recurrent Neural Networks", IEEE Transactions on Signal
 * Processing 45, 1997.
 *
 * @throws for what is no recurrent layer, layers whose outputs differ, an unknown mergeMode, and what
 *   the layers say of their inputs
 * @example bidirectional({ layer: lstm({ units: 32, returnSequences: true }), mergeMode: "sum" })
 */
export const bidirectional = defineLayer(
  "bidirectional",
  (config: BidirectionalConfig) => {
    const { layer, backwardLayer, mergeMode = "concat" } = config;
    const merge = expectName(
      mergeMode,
      new Map(Object.entries(MERGES)),
      "bidirectional: mergeMode",
    );
    expectDirection(layer, false, "layer");
    const backward = backwardLayer ?? turned(layer);
    expectDirection(backward, true, "backwardLayer");

    return (scope, ...inputs) => {
      if (inputs.length % 2 === 0) {
        throw new RangeError(
          `${scope.label}: expected a sequence and as many initial states for each direction, got ${inputs.length} inputs`,
        );
      }
      const sequence = inputs.slice(0, 1);
      const half = inputs.length >> 1;
      const [f, b] = [
        scope.inner(named(layer, "forward"), ...sequence, ...inputs.slice(1, 1 + half)),
        scope.inner(named(backward, "backward"), ...sequence, ...inputs.slice(1 + half)),
      ];
      expectShape(b.output, f.output, `${scope.label}: output of the backward layer`);
      const isSequence = f.output.length > 1;
      const width = f.output.at(-1)!;
      return {
        output: [...f.output.slice(0, -1), mergeMode === "concat" ? 2 * width : width],
        ...(isSequence && { mask: "passes" }),
        bind: (io) => {
          const { x, xs, y, dx, dxs, dy, buffer } = io;
          const [yf, yb, dyf, dyb] = [f, b, f, b].map(({ output }) => buffer(output)) as [
            Tensor, Tensor, Tensor, Tensor,
          ]; // biome-ignore format: one line
          const part = buffer(inputs[0]!);
          const dxOfB = dx && part;
          const inTime = (each: Tensor): Tensor => (isSequence ? each.step(1, -1) : each);
          const direction = (
            built: typeof f,
            own: { readonly y: Tensor; readonly dy: Tensor; readonly dx: Tensor | undefined },
            from: number,
            to: number,
          ) =>
            built.bind({
              ...io,
              ...own,
              xs: [x, ...xs.slice(from, to)],
              dxs: [own.dx, ...dxs.slice(from, to)],
              outputMask: undefined,
              skipActivation: false,
            });
          const forwards = direction(f, { y: yf, dy: dyf, dx }, 1, 1 + half);
          const backwards = direction(b, { y: yb, dy: dyb, dx: dxOfB }, 1 + half, xs.length);
          const merged = merge({ y: yf, dy: dyf }, { y: inTime(yb), dy: inTime(dyb) }, y, dy);
          return {
            forward: inOrder(forwards.forward, backwards.forward, merged.forward),
            backward: inOrder(
              merged.backward,
              forwards.backward,
              backwards.backward,
              dx && dxOfB && bindAdd({ out: dx, a: dx, b: dxOfB }),
            ),
          };
        },
      };
    };
  },
  { layer: anything, backwardLayer: anything, mergeMode: anything },
);

/** The same layer in the other direction. @throws for layers that do not have one */
function turned(layer: Layer): Layer {
  return within("bidirectional: layer", () => layer.with({ goBackwards: true }));
}

function expectDirection(layer: Layer, backwards: boolean, role: string): void {
  const where = `bidirectional: ${role}`;
  expectMethod(layer, "build", where, "a recurrent layer, such as lstm({ units: 8 })");
  expectNoStates(layer, where);
  const { goBackwards = false } = layer.config as Partial<RecurrentConfig>;
  if (goBackwards !== backwards) {
    throw new RangeError(`${where}: expected goBackwards ${backwards}, got ${goBackwards}`);
  }
}

/** The layer under the name of its direction. */
function named(layer: Layer, name: string): Layer {
  return { ...layer, config: { ...layer.config, name } };
}
