// The initializers that come with the package: one line each, and the registry knows it by its
// name, the types too, and the package exports it.
export { type AutoConfig, auto } from "./initializers/auto.ts";
export { bilinear } from "./initializers/bilinear.ts";
export { type ConstantConfig, constant } from "./initializers/constant.ts";
export { type DeltaOrthogonalConfig, deltaOrthogonal } from "./initializers/delta-orthogonal.ts";
export { type DiracConfig, dirac } from "./initializers/dirac.ts";
export { fanInUniform } from "./initializers/fan-in-uniform.ts";
export { type ForgetBiasConfig, forgetBias } from "./initializers/forget-bias.ts";
export { type EqualGatesConfig, type GatesConfig, gates } from "./initializers/gates.ts";
export { type GlorotNormalConfig, glorotNormal } from "./initializers/glorot-normal.ts";
export { type GlorotUniformConfig, glorotUniform } from "./initializers/glorot-uniform.ts";
export { type HeNormalConfig, heNormal } from "./initializers/he-normal.ts";
export { type HeUniformConfig, heUniform } from "./initializers/he-uniform.ts";
export { type IdentityConfig, identity } from "./initializers/identity.ts";
export { type LecunNormalConfig, lecunNormal } from "./initializers/lecun-normal.ts";
export { lecunUniform } from "./initializers/lecun-uniform.ts";
export { type NormalConfig, normal } from "./initializers/normal.ts";
export { ones } from "./initializers/ones.ts";
export { type OrthogonalConfig, orthogonal } from "./initializers/orthogonal.ts";
export { type Rule, type RulesConfig, rules } from "./initializers/rules.ts";
export { type SparseConfig, sparse } from "./initializers/sparse.ts";
export { type TruncatedNormalConfig, truncatedNormal } from "./initializers/truncated-normal.ts";
export { type UniformConfig, uniform } from "./initializers/uniform.ts";
export { type ValuesConfig, values } from "./initializers/values.ts";
export { type VarianceScalingConfig, varianceScaling } from "./initializers/variance-scaling.ts";
export { zerO } from "./initializers/zer-o.ts";
export { zeros } from "./initializers/zeros.ts";
