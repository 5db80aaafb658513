// Generated from assembly/lion.ts by `pnpm --filter @kindling/core generate`. Do not edit.

/** The compiled kernels, 487 bytes. */
export const wasm =
  "&|/|A|;'&&&'4(|.&&|.-|M|M|M|M|K|J|J&(5')|3|<|D,|;|3|;|=|@|G(&'))(&',,'|M'h&1-=))|3|<|2)&*|:|7|=|<&',|;|3|;|=|@|G(&.'&0|a)(.&h|N|_)J&1|T)'-|IF'h(|BG'F(h(|BG(F)h(|BG)k&&&&&&}kfF+|p}0#9G.k&&&&&&}kfF,|p}0#9G/F*#9G-)gF&h&q*gF-F)#&*&H1F.F(#&*&F1#}`'H3#}a'#}_'H2#2&&&&&&&&&&&&&&&&#k#uG0F1F/F3#}a'#}_'H1F1#}Z'#2&&|N+&&|N+&&|N+&&|N+#j#vG1F&h*u*gF)F1#1*&+F&h)m*gF)F1#|))&&F)F1#|((.(+F&h(m*gF)F1#|))&&+F)F1#|((&&111F'#&*&F0#}`'F-F2#2&&&&&&&&&&&&&&&&#j#u#}_'G0F&h*u*gF'F0#1*&+F&h)m*gF'F0#|))&&F'F0#|((.(+F&h(m*gF'F0#|))&&+F'F0#|((&&111F'h6|8G'F(h6|8G(F)h6|8G)F&h*|9G&2'111";
