// Generated from assembly/mean-squared-error.ts by `pnpm --filter @kindling/core generate`. Do not edit.

/** The compiled kernels, 389 bytes. */
export const wasm =
  "&|/|A|;'&&&'3(|.&&|.,|M|M|M|M|M|J&(5')|3|<|D,|;|3|;|=|@|G(&'))(&',,'|M'h&1-I))|3|<|2)&6|;|3|/|<z|?|C|/|@|3|2l|@|@|=|@&',|;|3|;|=|@|G(&.'&0|t((.&h|N}k&J&1|h(()|I'|JF'h(|BG'F(h(|BG(F)h(|BG)F+F+|oF&}1H/|r}0#9G-)gF&h&q*gF,F'#&*&F(#&*&#}`'H.F.#}a'#2&&&&'&&&(&&&)&&&F&#7#`#uH,#|-F,F,#3./012345./012345#|-#}k'#}k'G,F)*gF.F-#}a'G.F&h*u*gF)F.#1*&+F&h)m*gF)F.#|))&&F)F.#|((.(+F&h(m*gF)F.#|))&&+F)F.#|((&&111F)h6|8G)1F'h6|8G'F(h6|8G(F&h*|9G&2'11F*h(|BF+F,#G&F,#G'|o|qF/|r}0_(&1";
