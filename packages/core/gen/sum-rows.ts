// Generated from assembly/sum-rows.ts by `pnpm --filter @kindling/core generate`. Do not edit.

/** The compiled kernels, 568 bytes. */
export const wasm =
  "&|/|A|;'&&&'1(|.&&|.*|M|M|M|M&(5')|3|<|D,|;|3|;|=|@|G(&'))(&',,'|M'h&1-@))|3|<|2)&-|A|C|;y|=|E|A&',|;|3|;|=|@|G(&.'&0}^)(.&h|N}:'J&1}Q)(*|I(|MF(h(|BG(F)h(|BG)F'h(|BH.F&|:G/)gF'h6u*g#2&&&&&&&&&&&&&&&&G*#2&&&&&&&&&&&&&&&&G+#2&&&&&&&&&&&&&&&&G,#2&&&&&&&&&&&&&&&&G-F(G&)gF&F(F/|8p*gF*F&#&*&#}_'G*F+F&#&*6#}_'G+F,F&#&*F#}_'G,F-F&#&*V#}_'G-F&F.|8G&2'11F)F)#&*&F*#}_'#1*&F)F)#&*6F+#}_'#1*6F)F)#&*FF,#}_'#1*FF)F)#&*VF-#}_'#1*VF(hg|9G(F)hg|9G)F'h6|9G'2'11)gF'h&q*g#2&&&&&&&&&&&&&&&&G*F(G&)gF&F(F/|8p*gF*F&#&*&#}_'G*F&F.|8G&2'11F)#&*&F*#}_'G*F'h*u*gF)F*#1*&+F'h)m*gF)F*#|))&&F)F*#|((.(+F'h(m*gF)F*#|))&&+F)F*#|((&&111F(h6|8G(F)h6|8G)F'h*|9G'2'111";
