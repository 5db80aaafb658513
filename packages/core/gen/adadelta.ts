// Generated from assembly/adadelta.ts by `pnpm --filter @kindling/core generate`. Do not edit.

/** The compiled kernels, 585 bytes. */
export const wasm =
  "&|/|A|;'&&&'5(|.&&|..|M|M|M|M|M|K|J|K&(5')|3|<|D,|;|3|;|=|@|G(&'))(&',,'|M'h&1-A))|3|<|2)&.|/|2|/|2|3|:|B|/&',|;|3|;|=|@|G(&.'&0}j)(.&h|N}k(J&1}^)',|IF'h(|BG'F(h(|BG(F)h(|BG)F*h(|BG*F+#9G0k&&&&&&}kfF,|p}0#9G.F-#9G/)gF&h&q*gF*#&*&H1F/#}_'F)#&*&H2F.F(#&*&H3F3#}a'F2#}`'#}a'#}_'H2F2#2&&|N+&&|N+&&|N+&&|N+#j#vH2F/#}_'#}b'#}^'F3#}a'G3F&h*u*gF)F2#1*&+F&h)m*gF)F2#|))&&F)F2#|((.(+F&h(m*gF)F2#|))&&+F)F2#|((&&111F1F.F3F3#}a'F1#}`'#}a'#}_'H1F1#2&&|N+&&|N+&&|N+&&|N+#j#vG1F&h*u*gF*F1#1*&+F&h)m*gF*F1#|))&&F*F1#|((.(+F&h(m*gF*F1#|))&&+F*F1#|((&&111F'#&*&F0F3#}a'#}`'G1F&h*u*gF'F1#1*&+F&h)m*gF'F1#|))&&F'F1#|((.(+F&h(m*gF'F1#|))&&+F'F1#|((&&111F'h6|8G'F(h6|8G(F)h6|8G)F*h6|8G*F&h*|9G&2'111";
