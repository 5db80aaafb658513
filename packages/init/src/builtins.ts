// The initializers that come with the package: one line each, and the registry knows it by its
// name, the types too, and the package exports it.
export { type ConstantConfig, constant } from "./initializers/constant.ts";
export { fanInUniform } from "./initializers/fan-in-uniform.ts";
export { type GlorotNormalConfig, glorotNormal } from "./initializers/glorot-normal.ts";
export { type GlorotUniformConfig, glorotUniform } from "./initializers/glorot-uniform.ts";
export { type HeNormalConfig, heNormal } from "./initializers/he-normal.ts";
export { type HeUniformConfig, heUniform } from "./initializers/he-uniform.ts";
export { type NormalConfig, normal } from "./initializers/normal.ts";
export { ones } from "./initializers/ones.ts";
export { type TruncatedNormalConfig, truncatedNormal } from "./initializers/truncated-normal.ts";
export { type UniformConfig, uniform } from "./initializers/uniform.ts";
export { zeros } from "./initializers/zeros.ts";
