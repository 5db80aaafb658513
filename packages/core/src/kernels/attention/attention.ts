/**
 * Scaled dot-product attention of every head of every sample.
 *
 *     forward    s_ij = scale·Σ_c q_ic·k_jc    p_ij = e^s_ij / Σ_j e^s_ij    out_i = Σ_j p_ij·d_ij·v_j
 *     backward   dv_j = Σ_i p_ij·d_ij·dout_i    dp_ij = d_ij·Σ_c dout_ic·v_jc    ds_ij = p_ij·(dp_ij − Σ_j dp_ij·p_ij)
 *                dq_i = scale·Σ_j ds_ij·k_j    dk_j = scale·Σ_i ds_ij·q_i
 *
 *     q, dq  [batch, queries, heads·dim]    k, dk  [batch, keys, heads·dim]    p  [batch, heads, queries, keys]
 *     v, dv  [batch, keys, heads·valueDim]    out, dout  [batch, queries, heads·valueDim]
 *     mask  0, or [batch, keys]: p_ij = 0 where it is 0    causal  1: p_ij = 0 for j > i; else 0
 *     drop  0, or [batch, heads, queries, keys], the factors d_ij; without it they are 1
 *     kept  queries·keys elements to work with where there is a drop    ds  as many
 *
 * Where all that a query may see is masked, or −∞, p and out are 0. Gradients are overwritten. A row with
 * NaN or +∞ becomes NaN.
 */
export interface Attention {
  attention(
    batch: number,
    heads: number,
    queries: number,
    keys: number,
    dim: number,
    valueDim: number,
    scale: number,
    q: number,
    k: number,
    v: number,
    mask: number,
    causal: number,
    drop: number,
    p: number,
    out: number,
    kept: number,
  ): void;
  attentionBackward(
    batch: number,
    heads: number,
    queries: number,
    keys: number,
    dim: number,
    valueDim: number,
    scale: number,
    q: number,
    k: number,
    v: number,
    p: number,
    drop: number,
    dout: number,
    dq: number,
    dk: number,
    dv: number,
    ds: number,
  ): void;
}
