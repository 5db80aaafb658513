// Generated from assembly/copy.ts by `pnpm --filter @kindling/core generate`. Do not edit.

/** The compiled kernels, 203 bytes. */
export const wasm =
  "&|/|A|;'&&&'9)|.&&|.,|M|M|M|M|M|M&|.)|M|M|M&(5')|3|<|D,|;|3|;|=|@|G(&')*)&'(,,'|M'h&1-H*)|3|<|2)&*|1|=|>|G&(.|1|=|>|Gy|=|E|A&',|;|3|;|=|@|G(&.'&0|4).&h|N}*(J&1l&F(h(|BG(F*h(|BG*)gF&h&q*gF*F(F'h(|B}w0&&F(F)h(|B|8G(F*F+h(|B|8G*F&h'|9G&2'111;&F(h(|BF'h(|BF&h(|B}w0&&1";
