import { attentionKernels } from "../kernels/attention/kernels.ts";
import { expectShape } from "../shape.ts";
import type { Tensor } from "../tensor.ts";
import { bindKernel } from "./bind.ts";
import type { Run } from "./run.ts";

/** What attention and its backward pass read. */
interface Projections {
  /** [batch, queries, heads·dim] */
  readonly q: Tensor;
  /** [batch, keys, heads·dim] */
  readonly k: Tensor;
  /** [batch, keys, heads·valueDim] */
  readonly v: Tensor;
  /** [batch, heads, queries, keys], the weights. */
  readonly p: Tensor;
  /** Like p: factors of the weights, the mask of a dropout. Default 1. */
  readonly drop?: Tensor | undefined;
  /** Default 1/√dim. */
  readonly scale?: number | undefined;
}

/**
 * Binds scaled dot-product attention of several heads.
 *
 *     p_ij = softmax_j(scale·q_i·k_j)    out_i = Σ_j p_ij·d_ij·v_j        for every sample and head
 *
 *     q  [batch, queries, heads·dim]    k  [batch, keys, heads·dim]    v  [batch, keys, heads·valueDim]
 *     p, d  [batch, heads, queries, keys]    out  [batch, queries, heads·valueDim]    mask  [batch, keys]
 *
 * p_ij is 0 where the mask of the key is 0, and with `causal` for j > i. d is `drop`, a mask of dropout,
 * or 1. A query that may see no key
 * gets zeros.
 *
 * A. Vaswani et al., "Attention Is All You Need", NeurIPS 2017.
 *
 * @throws for shapes that do not fit
 * @example
 * const [q, k, v] = [tensor([[[0]]]), tensor([[[1], [2]]]), tensor([[[4], [8]]])];
 * const [p, out] = [zeros([1, 1, 1, 2]), zeros([1, 1, 1])];
 * bindAttention({ q, k, v, p, out })();
 * toNested(p) // [[[[0.5, 0.5]]]]
 * toNested(out) // [[[6]]]
 */
export function bindAttention(
  operands: Projections & {
    readonly out: Tensor;
    readonly mask?: Tensor | undefined;
    readonly causal?: boolean | undefined;
  },
): Run {
  const { q, k, v, p, out, mask, drop, causal = false } = operands;
  const extents = extentsOf("attention", operands, { out });
  const { batch, heads, queries, keys, dim, valueDim } = extents;
  const scale = operands.scale ?? 1 / Math.sqrt(dim);
  const order = causal ? 1 : 0;
  if (mask) expectShape(mask.shape, [batch, keys], "attention: mask");
  return bindKernel(
    attentionKernels,
    {
      where: "attention",
      reads: { q, k, v, mask, drop },
      writes: { p, out },
      scratch: { kept: drop ? queries * keys : 0 },
    },
    ({ attention }, { q, k, v, mask, drop, p, out, kept }) => {
      return () =>
        attention(
          batch, heads, queries, keys, dim, valueDim, scale, q, k, v, mask, order, drop, p, out, kept,
        ); // biome-ignore format: one operand after another
    },
  );
}

/**
 * Binds the backward pass of {@link bindAttention}, from the weights that it has left in `p`.
 *
 *     dv_j = Σ_i p_ij·d_ij·dout_i    ds_ij = p_ij·(dp_ij − Σ_j dp_ij·p_ij)    dp_ij = d_ij·dout_i·v_j
 *     dq_i = scale·Σ_j ds_ij·k_j    dk_j = scale·Σ_i ds_ij·q_i
 *
 *     dq, dk, dv, dout  as q, k, v, out
 *
 * @throws for shapes that do not fit
 * @example
 * const [q, k, v, p] = [[[[1]]], [[[0], [0]]], [[[4], [8]]], [[[[0.5, 0.5]]]]].map((x) => tensor(x));
 * const [dq, dk, dv] = [zeros([1, 1, 1]), zeros([1, 2, 1]), zeros([1, 2, 1])];
 * bindAttentionBackward({ q, k, v, p, dout: tensor([[[1]]]), dq, dk, dv })();
 * toNested(dk) // [[[-1], [1]]]
 * toNested(dv) // [[[0.5], [0.5]]]
 */
export function bindAttentionBackward(
  operands: Projections & {
    readonly dout: Tensor;
    readonly dq: Tensor;
    readonly dk: Tensor;
    readonly dv: Tensor;
  },
): Run {
  const { q, k, v, p, drop, dout, dq, dk, dv } = operands;
  const extents = extentsOf("attentionBackward", operands, { dout });
  const { batch, heads, queries, keys, dim, valueDim } = extents;
  const scale = operands.scale ?? 1 / Math.sqrt(dim);
  for (const [name, x, like] of [
    ["dq", dq, q],
    ["dk", dk, k],
    ["dv", dv, v],
  ] as const) {
    expectShape(x.shape, like.shape, `attentionBackward: ${name}`);
  }
  return bindKernel(
    attentionKernels,
    {
      where: "attentionBackward",
      reads: { q, k, v, p, drop, dout },
      writes: { dq, dk, dv },
      scratch: { ds: queries * keys },
    },
    ({ attentionBackward }, { q, k, v, p, drop, dout, dq, dk, dv, ds }) => {
      return () =>
        attentionBackward(
          batch, heads, queries, keys, dim, valueDim, scale, q, k, v, p, drop, dout, dq, dk, dv, ds,
        ); // biome-ignore format: one operand after another
    },
  );
}

function extentsOf(
  where: string,
  { q, k, v, p, drop }: Projections,
  output: Readonly<Record<string, Tensor>>,
) {
  const [batch, heads, queries, keys] = expectShape(
    p.shape,
    ["batch", "heads", "queries", "keys"],
    `${where}: p`,
  );
  if (drop) expectShape(drop.shape, p.shape, `${where}: drop`);
  const [, , width] = expectShape(q.shape, [batch, queries, "heads·dim"], `${where}: q`);
  expectShape(k.shape, [batch, keys, width], `${where}: k`);
  const [, , values] = expectShape(v.shape, [batch, keys, "heads·valueDim"], `${where}: v`);
  for (const [name, x] of Object.entries(output)) {
    expectShape(x.shape, [batch, queries, values], `${where}: ${name}`);
  }
  for (const [name, extent] of [
    ["q", width],
    ["v", values],
  ] as const) {
    if (extent % heads !== 0) {
      throw new RangeError(
        `${where}: ${name}: expected a last axis that ${heads} heads divide, got ${extent}`,
      );
    }
  }
  return { batch, heads, queries, keys, dim: width / heads, valueDim: values / heads };
}
