// Generated from assembly/pad.ts by `pnpm --filter @kindling/core generate`. Do not edit.

/** The compiled kernels, 630 bytes. */
export const wasm =
  "&|/|A|;'&&&'6(|./|M|M|M|M|M|M|M|M|M&|.&&(5')|3|<|D,|;|3|;|=|@|G(&()*)'&&,,'|M'h&1-C*)|3|<|2)&)|>|/|2&'*|1|@|=|>&(,|;|3|;|=|@|G(&.'&0|g*).&h|N|N*J&1|^((*|M'|IF-h(|BG-F.h(|BH.h&F(F+|8F,|8H2F&F'F)|8F*|8|:|:h(|B}w1&)gF&h&q*gF.F)F2|:F+|8h(|B|8G.F'G0)gF0h&q*gF-G1F.G/F(G,)gF,h&q*gF1#&*&G3F,h*u*gF/F3#1*&+F,h)m*gF/F3#|))&&F/F3#|((.(+F,h(m*gF/F3#|))&&+F/F3#|((&&111F1h6|8G1F/h6|8G/F,h*|9G,2'11F-F(h(|B|8G-F.F2h(|B|8G.F0h'|9G02'11F.F*F2|:F+|9h(|B|8G.F&h'|9G&2'111}v'(*|M'|IF-h(|BG-F.h(|BG.F(F+|8F,|8G2)gF&h&q*gF.F)F2|:F+|8h(|B|8G.F'G0)gF0h&q*gF.G1F-G/F(G,)gF,h&q*gF1#&*&G3F,h*u*gF/F3#1*&+F,h)m*gF/F3#|))&&F/F3#|((.(+F,h(m*gF/F3#|))&&+F/F3#|((&&111F1h6|8G1F/h6|8G/F,h*|9G,2'11F-F(h(|B|8G-F.F2h(|B|8G.F0h'|9G02'11F.F*F2|:F+|9h(|B|8G.F&h'|9G&2'111";
