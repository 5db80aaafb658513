// Generated from assembly/rmsprop.ts by `pnpm --filter @kindling/core generate`. Do not edit.

/** The compiled kernels, 730 bytes. */
export const wasm =
  "&|/|A|;'&&&'7(|.&&|.0|M|M|M|M|M|M|K|J|K|K&(5')|3|<|D,|;|3|;|=|@|G(&'))(&',,'|M'h&1-@))|3|<|2)&-|@|;|A|>|@|=|>&',|;|3|;|=|@|G(&.'&0%*(.&h|N}J(J&1}n*'-|IF'h(|BG'F(h(|BG(F)h(|BG)F*h(|BG*F+h(|BG+F,#9G3k&&&&&&}kfF-|p}0#9G2F.#9G4F/#9G5)gF&h&q*gF)#&*&H0F2F(#&*&H1F1#}a'F0#}`'#}a'#}_'H0F0#2&&|N+&&|N+&&|N+&&|N+#j#vG0F&h*u*gF)F0#1*&+F&h)m*gF)F0#|))&&F)F0#|((.(+F&h(m*gF)F0#|))&&+F)F0#|((&&111F**gF*#&*&H6F2F1F6#}`'#}a'#}_'H6F6#}Z'#2&&|N+&&|N+&&|N+&&|N+#j#vG6F&h*u*gF*F6#1*&+F&h)m*gF*F6#|))&&F*F6#|((.(+F&h(m*gF*F6#|))&&+F*F6#|((&&111F0F6F6#}a'#}`'#2&&&&&&&&&&&&&&&&#}d'G0F*h6|8G*1F1F0#}^'F4#}_'#}b'G0F+*gF5F+#&*&#}a'F0#}_'G0F&h*u*gF+F0#1*&+F&h)m*gF+F0#|))&&F+F0#|((.(+F&h(m*gF+F0#|))&&+F+F0#|((&&111F+h6|8G+1F'#&*&F3F0#}a'#}`'G0F&h*u*gF'F0#1*&+F&h)m*gF'F0#|))&&F'F0#|((.(+F&h(m*gF'F0#|))&&+F'F0#|((&&111F'h6|8G'F(h6|8G(F)h6|8G)F&h*|9G&2'111";
