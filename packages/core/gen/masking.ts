// Generated from assembly/masking.ts by `pnpm --filter @kindling/core generate`. Do not edit.

/** The compiled kernels, 317 bytes. */
export const wasm =
  "&|/|A|;'&&&'3(|.&&|.,|M|M|K|M|M|M&(5')|3|<|D,|;|3|;|=|@|G(&())(&',,'|M'h&1-A))|3|<|2)&.|;|/|A|9y|=|E|A&',|;|3|;|=|@|G(&.'&0}`'(.&h|N}J*J&1}S'()|M'|IF'h(|BG.F)h(|BG)F*h(|BG*F+h(|BG+F(#9G/)gF&h&q*gF)G-F'G,F*j&&|Nfj&&&&(|M)gF,h*u*gh'F-#&*&F/#i#z3(@F-h6|8G-F,h*|9G,2'11F-#&*&F/#i#2&&&&'&&&(&&&)&&&F,#7#`#u#z1H,A_(&F,*gF+F)F.}w0&&+F+h&F.}w1&1F*h*|8G*F)F.|8G)F+F.|8G+F&h'|9G&2'111";
