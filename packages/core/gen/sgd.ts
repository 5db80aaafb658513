// Generated from assembly/sgd.ts by `pnpm --filter @kindling/core generate`. Do not edit.

/** The compiled kernels, 505 bytes. */
export const wasm =
  "&|/|A|;'&&&'4(|.&&|.-|M|M|M|M|K|K|M&(5')|3|<|D,|;|3|;|=|@|G(&'))(&',,'|M'h&1-<))|3|<|2)&)|A|5|2&',|;|3|;|=|@|G(&.'&0|t)(.&h|N|_'J&1|h)'*|IF'h(|BG'F(h(|BG(F*#9G-F)h(|BH)l*g)gF&h&q*gF'#&*&F-F(#&*&#}a'#}`'G.F&h*u*gF'F.#1*&+F&h)m*gF'F.#|))&&F'F.#|((.(+F&h(m*gF'F.#|))&&+F'F.#|((&&111F'h6|8G'F(h6|8G(F&h*|9G&2'1151F+#9G/)gF&h&q*gF/F)#&*&#}a'F(#&*&H0#}_'G.F&h*u*gF)F.#1*&+F&h)m*gF)F.#|))&&F)F.#|((.(+F&h(m*gF)F.#|))&&+F)F.#|((&&111F'#&*&F-F0F/F.#}a'#}_'F.F,A#}a'#}`'G.F&h*u*gF'F.#1*&+F&h)m*gF'F.#|))&&F'F.#|((.(+F&h(m*gF'F.#|))&&+F'F.#|((&&111F'h6|8G'F(h6|8G(F)h6|8G)F&h*|9G&2'111";
