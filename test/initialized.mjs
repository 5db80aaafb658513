import { createRng, torchRng, zeros } from "@kindling/core";
import { DIALECTS, dialect, fans, initializers } from "@kindling/init";

/** What those need that do not go by their name alone, or do not take every shape. */
const SPECIAL = {
  bilinear: [{}, [3, 3, 4, 6]],
  deltaOrthogonal: [{}, [3, 3, 4, 6]],
  dirac: [{ groups: 2 }, [3, 3, 4, 6]],
  forgetBias: [{}, [32]],
  gates: [{ each: { name: "orthogonal" }, count: 4 }, [9, 32]],
  rules: [{ rules: [["^w", { name: "glorotNormal" }]] }, [24, 20]],
  values: [{ values: [[1, 2], [3, 4]] }, [2, 2]],
}; // biome-ignore format: one initializer a line

const OPTIONS = [
  { name: "heNormal", truncated: true },
  { name: "varianceScaling", mode: "fanGeoAvg", distribution: "uniform" },
  { name: "truncatedNormal", low: -1, high: 3, corrected: true },
  { name: "truncatedNormal", std: 0.25, low: -0.5, high: 0.6, bounds: "absolute", corrected: true },
  { name: "orthogonal", gain: 1.25 },
];

/** Every gain that quadrature finds decides weights of `auto`. */
const ACTIVATIONS = [
  "relu6", "elu", "selu", "celu", "gelu", "geluTanh", "silu", "mish", "softplus", "softsign",
  "sigmoid", "hardSigmoid", "hardSwish", "tanh", "sin",
]; // biome-ignore format: a list

/** The weights that every initializer, dialect and gain gives, one after another. */
export function* initialized() {
  const filled = (spec, shape, more = {}) => {
    const w = zeros(shape);
    const context = { ...fans(shape), rng: createRng(5).at("w"), path: "w", ...more };
    initializers.resolve(spec).fill(w, context);
    return w.data;
  };
  for (const name of initializers.names()) {
    const [options, shape] = SPECIAL[name] ?? [{}, [24, 20]];
    yield [name, filled({ name, ...options }, shape)];
  }
  for (const spec of OPTIONS) yield [JSON.stringify(spec), filled(spec, [37, 53])];
  for (const activation of ACTIVATIONS) {
    for (const direction of ["forward", "backward"]) {
      const spec = { name: "auto", direction };
      yield [`auto ${direction} of ${activation}`, filled(spec, [24, 20], { activation })];
    }
  }
  for (const name of DIALECTS) {
    for (const rng of [createRng(5).at("w"), torchRng(5)]) {
      const place = { layer: "gru", parameter: "kernel", shape: [7, 12] };
      const declared = { fanIn: 7, fanOut: 4 };
      const { start, fill } = dialect(name);
      const w = zeros(place.shape);
      fill(place, start(place, declared), w, { ...declared, rng });
      yield [`${name} by ${rng.constructor.name}`, w.data];
    }
  }
}
