// Generated from assembly/adagrad.ts by `pnpm --filter @kindling/core generate`. Do not edit.

/** The compiled kernels, 388 bytes. */
export const wasm =
  "&|/|A|;'&&&'4(|.&&|.-|M|M|M|M|K|K|K&(5')|3|<|D,|;|3|;|=|@|G(&'))(&',,'|M'h&1-@))|3|<|2)&-|/|2|/|5|@|/|2&',|;|3|;|=|@|G(&.'&0}&((.&h|N}Z(J&1|o(',|IF'h(|BG'F(h(|BG(F)h(|BG)F*#9G-F+#9G.F,#9G/)gF&h&q*gF)#&*&F(#&*&H2F2#}a'#}_'H1F.#}_'#}^'F/#}_'G0F&h*u*gF)F1#1*&+F&h)m*gF)F1#|))&&F)F1#|((.(+F&h(m*gF)F1#|))&&+F)F1#|((&&111F'#&*&F-F2#}a'F0#}b'#}`'G0F&h*u*gF'F0#1*&+F&h)m*gF'F0#|))&&F'F0#|((.(+F&h(m*gF'F0#|))&&+F'F0#|((&&111F'h6|8G'F(h6|8G(F)h6|8G)F&h*|9G&2'111";
