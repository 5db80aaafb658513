// Generated from assembly/adamax.ts by `pnpm --filter @kindling/core generate`. Do not edit.

/** The compiled kernels, 564 bytes. */
export const wasm =
  "&|/|A|;'&&&'6(|.&&|./|M|M|M|M|M|K|J|K|K&(5')|3|<|D,|;|3|;|=|@|G(&'))(&',,'|M'h&1-?))|3|<|2)&,|/|2|/|;|/|F&',|;|3|;|=|@|G(&.'&0}U)(.&h|N|N)J&1}I)',|IF'h(|BG'F(h(|BG(F)h(|BG)F*h(|BG*k&&&&&&}kfF,|p}0#9G/F-#9G0F+#9G1F.#9G2)gF&h&q*gF)#&*&H3F/F(#&*&H4F3#}`'#}a'#}_'H3F3#}Z'#2&&|N+&&|N+&&|N+&&|N+#j#vG3F0F*#&*&#}a'F4#}Z'#}d'H4F4#2&&|N+&&|N+&&|N+&&|N+#j#vG4F&h*u*gF)F3#1*&+F&h)m*gF)F3#|))&&F)F3#|((.(+F&h(m*gF)F3#|))&&+F)F3#|((&&111F&h*u*gF*F4#1*&+F&h)m*gF*F4#|))&&F*F4#|((.(+F&h(m*gF*F4#|))&&+F*F4#|((&&111F'#&*&F1F3#}a'F4F2#}_'#}b'#}`'G3F&h*u*gF'F3#1*&+F&h)m*gF'F3#|))&&F'F3#|((.(+F&h(m*gF'F3#|))&&+F'F3#|((&&111F'h6|8G'F(h6|8G(F)h6|8G)F*h6|8G*F&h*|9G&2'111";
