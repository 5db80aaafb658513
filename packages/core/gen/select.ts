// Generated from assembly/select.ts by `pnpm --filter @kindling/core generate`. Do not edit.

/** The compiled kernels, 401 bytes. */
export const wasm =
  "&|/|A|;'&&&':(|.&&|.3|M|M|M|M|M|M|M|M|M|M|M|M|M&(5')|3|<|D,|;|3|;|=|@|G(&'))(&',,'|M'h&1-?))|3|<|2)&,|A|3|:|3|1|B&',|;|3|;|=|@|G(&.'&0}.((.&h|N|o(J&1|w((+|M'|I)gF&h&q*gF(h(|BG5F+h(|BG6F.h(|BG7F1h(|BG4F'G3)gF3h&q*gF-*|IF6#&*&+F6#/(&1G8F0*|IF7#&*&+F7#/(&1F8F**|IF5#&*&+F5#/(&1#2&&&&&&&&&&&&&&&&#h#yG8F3h*u*gF4F8#1*&+F3h)m*gF4F8#|))&&F4F8#|((.(+F3h(m*gF4F8#|))&&+F4F8#|((&&111F5F*h*|B|8G5F6F-h*|B|8G6F7F0h*|B|8G7F4h6|8G4F3h*|9G32'11F(F)|8G(F+F,|8G+F.F/|8G.F1F2|8G1F&h'|9G&2'111";
