// Generated from assembly/hold.ts by `pnpm --filter @kindling/core generate`. Do not edit.

/** The compiled kernels, 552 bytes. */
export const wasm =
  "&|/|A|;'&&&'5(|..|M|M|M|M|M|M|M|M&|.&&(5')|3|<|D,|;|3|;|=|@|G(&')*)'&&,,'|M'h&1-G*)|3|<|2)&*|6|=|:|2&(-|@|3|:|3|/|A|3&',|;|3|;|=|@|G(&.'&0}A)).&h|N}Z)J&1}$(('|I)|MF'h(|BG1F(h(|BG(F)h(|BG)F*h(|BG*F,h(|BG,)gF&h&q*gh&G'F**g)gF'F1p*gF'F)|8H/#&*&G.F**gF.F'F*|8#&*&#}_'G.1F1F'|9h(|CH0h*u*gF/F.#1*&+F0h)m*gF/F.#|))&&F/F.#|((.(+F0h(m*gF/F.#|))&&+F/F.#|((&&111F'h6|8G'2'111F,*|MF,P(&j&&&&|)+h&1*gF(h&F1}w1&+F(F)F1}w0&&F)h&F1}w1&1F*F+h(|B|8F*F*AG*F,F-h(|B|8F,F,AG,F(F1|8G(F)F1|8G)F&h'|9G&2'111|^'&F'h(|BG'F(h(|BG(F)h(|BG)F*h(|BG*F,h(|BG,)gF&h&q*gF,*|MF,P(&j&&&&|)+h&1*gF)F(F'}w0&&1F**gF*F)F'}w0&&F*F+h(|B|8G*1F,F-h(|B|8F,F,AG,F'F(|8G(F'F)|8G)F&h'|9G&2'111";
