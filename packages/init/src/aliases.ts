/**
 * Other spellings of built-in specs. Where the default options of the other framework differ from
 * those here, the alias carries them; what the user gives on top wins.
 */
export const builtinAliases = {
  // Keras
  glorot_normal: { name: "glorotNormal", truncated: true },
  glorot_uniform: { name: "glorotUniform" },
  he_normal: { name: "heNormal", truncated: true },
  he_uniform: { name: "heUniform" },
  lecun_normal: { name: "lecunNormal", truncated: true },
  lecun_uniform: { name: "lecunUniform" },
  random_normal: { name: "normal" },
  random_uniform: { name: "uniform" },
  truncated_normal: { name: "truncatedNormal" },
  variance_scaling: { name: "varianceScaling" },

  // JAX and Flux
  delta_orthogonal: { name: "deltaOrthogonal" },
  eye: { name: "identity" },
  identity_init: { name: "identity" },

  // TensorFlow.js
  leCunNormal: { name: "lecunNormal", truncated: true },
  leCunUniform: { name: "lecunUniform" },
  randomNormal: { name: "normal" },
  randomUniform: { name: "uniform" },

  // PyTorch
  constant_: { name: "constant" },
  dirac_: { name: "dirac" },
  eye_: { name: "identity" },
  kaiming_normal_: { name: "heNormal" },
  kaiming_uniform_: { name: "heUniform" },
  normal_: { name: "normal", std: 1 },
  ones_: { name: "ones" },
  orthogonal_: { name: "orthogonal" },
  sparse_: { name: "sparse" },
  trunc_normal_: { name: "truncatedNormal", std: 1, bounds: "absolute" },
  uniform_: { name: "uniform", low: 0, high: 1 },
  xavier_normal_: { name: "glorotNormal" },
  xavier_uniform_: { name: "glorotUniform" },
  zeros_: { name: "zeros" },
} as const;
