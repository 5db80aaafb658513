import {
  bindAdam,
  bindAdd,
  bindMatmul,
  bindScale,
  bindSgd,
  bindSumOfSquares,
  inOrder,
  type Run,
  reshape,
  type Tensor,
  transpose,
} from "@kindling/core";
import { expectBoolean, expectPositive, expectRange, expectWhole } from "../check.ts";
import { defineOptimizer, type OptimizerConfig } from "./define.ts";
import type { OptimizerIO } from "./optimizer.ts";
import { Powers } from "./powers.ts";
import { expectPatterns, type Pattern, sourceOf } from "./update-options.ts";

/** Options of {@link muon}. The learning rate is 0.02 unless given. */
export interface MuonConfig extends OptimizerConfig {
  /** μ in [0, 1). Default 0.95. */
  readonly momentum?: number;
  /** Default true. */
  readonly nesterov?: boolean;
  /** Steps of the Newton–Schulz iteration, at most 100. Default 5. */
  readonly iterations?: number;
  /** Paths of matrices that Adam moves, too: embeddings and the last layer, as a rule. */
  readonly exclude?: readonly Pattern[];
  /** The learning rate of Adam is this share of η. Default 0.05. */
  readonly adamRatio?: number;
}

/** a, b, c of the quintic that takes singular values towards 1, from K. Jordan's text. */
const [A, B, C] = [3.4445, -4.775, 2.0315];

/** Adam's own options where it stands in. */
const [BETA1, BETA2, EPSILON] = [0.9, 0.95, 1e-8];

/**
 * Muon: momentum whose matrix is made nearly orthogonal.
 *
 *     m ← μ·m + g        u = g + μ·m, or m without Nesterov        X₀ = u/‖u‖
 *     Xᵢ₊₁ = a·X + (b·A + c·A²)·X        A = X·Xᵀ        w ← w − η·√max(1, out/in)·X
 *
 * Kernels of convolutions count as matrices [kh·kw·in, out]. Biases and other vectors, and what is
 * excluded, follow Adam with β = 0.9 and 0.95 and the rate η·`adamRatio`.
 *
 * K. Jordan et al., "Muon: An optimizer for hidden layers in neural networks", 2024.
 *
 * @throws for a learning rate that is not above 0, a momentum outside [0, 1) and patterns that are none
 * @example muon({ learningRate: 0.02, exclude: [/^dense_3\//] })
 */
export const muon = defineOptimizer(
  "muon",
  (options: MuonConfig) => {
    const { learningRate = 0.02, momentum = 0.95, nesterov = true, iterations = 5 } = options;
    const { exclude = [], adamRatio = 0.05 } = options;
    expectRange(momentum, 0, 1, "muon: momentum");
    expectWhole(iterations, 1, "muon: iterations", 100);
    expectPositive(adamRatio, "muon: adamRatio");
    const patterns = exclude.map(sourceOf);
    const excluded = (path = ""): boolean =>
      patterns.some((source) => new RegExp(source).test(path));
    const own = { momentum, nesterov, iterations, adamRatio };
    return {
      config: { learningRate, ...own, ...(patterns.length > 0 && { exclude: patterns }) },
      slots: ["m", "v"],
      perParameter: true,
      bind: (io) =>
        io.w.shape.length > 1 && !excluded(io.path)
          ? bindOrthogonalStep(io, own)
          : bindAdamStep(io, adamRatio),
    };
  },
  { nesterov: expectBoolean, exclude: expectPatterns },
);

function bindOrthogonalStep(
  { w, g, slots: [m], clock, buffer }: OptimizerIO,
  options: {
    readonly momentum: number;
    readonly nesterov: boolean;
    readonly iterations: number;
  },
): Run {
  const { momentum, nesterov, iterations } = options;
  const columns = w.shape.at(-1)!;
  const rows = columns === 0 ? 0 : w.size / columns;
  const [u, spare] = [buffer(w.shape), buffer(w.shape)];
  const mu = { factor: momentum };
  const squares = new Float64Array(1);
  const length = { factor: 0 };
  const settings = { learningRate: 0, momentum: 0, nesterov: false };
  const { runs, x } = bindNewtonSchulz(
    reshape(u, [rows, columns]),
    reshape(spare, [rows, columns]),
    iterations,
    buffer,
  );
  const scale = Math.sqrt(Math.max(1, columns / rows));
  return inOrder(
    bindScale({ out: m!, x: m!, settings: mu }),
    bindAdd({ out: m!, a: m!, b: g }),
    bindScale({ out: u, x: m!, settings: nesterov ? mu : { factor: 1 } }),
    nesterov && bindAdd({ out: u, a: u, b: g }),
    bindSumOfSquares({ x: u, result: squares }),
    () => {
      length.factor = 1 / (Math.sqrt(squares[0]!) + 1e-7);
      settings.learningRate = clock.learningRate * scale;
    },
    bindScale({ out: u, x: u, settings: length }),
    ...runs,
    bindSgd({ w, g: reshape(x, w.shape), settings }),
  );
}

/** Iterates from `x` on, in turn into `other` and back; the products are of the smaller side. */
function bindNewtonSchulz(
  x: Tensor,
  other: Tensor,
  iterations: number,
  buffer: OptimizerIO["buffer"],
): { readonly runs: readonly Run[]; readonly x: Tensor } {
  const [rows, columns] = x.shape as [number, number];
  const side = Math.min(rows, columns);
  const [gram, polynomial] = [buffer([side, side]), buffer([side, side])];
  const runs: Run[] = [];
  let [from, to] = [x, other];
  for (let i = 0; i < iterations; i++) {
    const [a, b] = rows <= columns ? [from, transpose(from)] : [transpose(from), from];
    runs.push(
      bindMatmul({ out: gram, a, b }),
      bindScale({ out: polynomial, x: gram, settings: { factor: B / C } }),
      bindMatmul({ out: polynomial, a: gram, b: gram, accumulate: true }),
      bindScale({ out: polynomial, x: polynomial, settings: { factor: C } }),
      bindScale({ out: to, x: from, settings: { factor: A } }),
      rows <= columns
        ? bindMatmul({ out: to, a: polynomial, b: from, accumulate: true })
        : bindMatmul({ out: to, a: from, b: polynomial, accumulate: true }),
    );
    [from, to] = [to, from];
  }
  return { runs, x: from };
}

function bindAdamStep({ w, g, slots: [m, v], clock }: OptimizerIO, ratio: number): Run {
  const settings = { stepSize: 0, beta1: BETA1, beta2: BETA2, epsilon: EPSILON };
  const update = bindAdam({ w, g, m: m!, v: v!, settings });
  const powers = new Powers(BETA1, BETA2);
  return () => {
    powers.moveTo(clock.step);
    const correction = Math.sqrt(1 - powers.values[1]!);
    settings.stepSize = (ratio * clock.learningRate * correction) / (1 - powers.values[0]!);
    settings.epsilon = EPSILON * correction;
    update();
  };
}
