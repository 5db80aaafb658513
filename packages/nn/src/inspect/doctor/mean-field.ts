import { activationCurve } from "@kindling/core";
import { gain, type Initializer, initializers, laws } from "@kindling/init";
import type { Layer } from "../../layer.ts";
import type { Parameter } from "../../parameter.ts";

/** What theory expects of a layer, from laws and activations alone. */
export interface Prediction {
  /** Root mean square of the layer's output. */
  readonly rms: number;
  /**
   * √χ: by what the layer multiplies small differences on their way forward, and the norm of the gradient
   * on its way back. 1 at the edge of chaos.
   */
  readonly factor: number;
}

/** A layer of a chain with its parameters. */
export interface Link {
  readonly layer: Layer;
  readonly parameters: readonly Parameter[];
}

/** Layers whose outputs are sums of independent terms, each weight times one input. */
const SUMS = /^(dense|conv1d|conv2d|conv3d)$/;
/** Layers that leave the mean square as it is. */
const NEUTRAL = /^(flatten|reshape|permute|dropout|spatialDropout|zeroPadding)/;

/**
 * Mean-field theory of a net at its start: with many units the values before an activation are normal,
 *
 *     q = σ_w²·fanIn·E[x²] + E[b²]        E[y²] = E[f(√q·z)²]        χ = σ_w²·fanIn·E[f′(√q·z)²]
 *
 *     z ~ N(0, 1), σ_w² and E[b²] by the initializers' laws
 *
 * Goes from link to link for as long as layers are known to sum, or to leave the scale alone; none is
 * predicted behind another.
 *
 * B. Poole et al., "Exponential expressivity in deep neural networks through transient chaos", NIPS
 * 2016; S. Schoenholz et al., "Deep Information Propagation", ICLR 2017.
 *
 * @param rms root mean square of the input
 */
export function predict(links: readonly Link[], rms: number): (Prediction | undefined)[] {
  let square: number | undefined = rms * rms;
  return links.map((link) => {
    const step: { square: number; factor: number } | undefined =
      square === undefined ? undefined : stepOf(link, square);
    square = step?.square;
    return step && { rms: Math.sqrt(step.square), factor: step.factor };
  });
}

/**
 * Norms of the gradients by the outputs of a chain of layers, from the last one back:
 *
 *     g_{l−1} = √χ_l · g_l
 *
 * @param norm of the gradient by the output of the last layer
 */
export function predictGradients(
  predictions: readonly (Prediction | undefined)[],
  norm: number | undefined,
): (number | undefined)[] {
  const norms = predictions.map((): number | undefined => undefined);
  let expected = norm;
  for (let i = norms.length - 1; i >= 0 && expected !== undefined; i--) {
    norms[i] = expected;
    const factor = predictions[i]?.factor;
    expected = factor === undefined ? undefined : expected * factor;
  }
  return norms;
}

function stepOf({ layer, parameters }: Link, square: number) {
  if (layer.type === "activation") return behind(layer.config, square, 1);
  if (NEUTRAL.test(layer.type)) return { square, factor: 1 };
  if (!SUMS.test(layer.type)) return undefined;
  const kernel = parameters.find(({ path }) => path.endsWith("/kernel"));
  const bias = parameters.find(({ path }) => path.endsWith("/bias"));
  const spread = kernel && secondMoment(kernel, { centred: true });
  const offset = bias ? secondMoment(bias) : 0;
  if (kernel === undefined || spread === undefined || offset === undefined) return undefined;
  const sums = spread * kernel.fans.fanIn;
  return behind(layer.config, sums * square + offset, sums);
}

/** Behind the activation of a layer, for a mean square `q` before it. */
function behind(config: object, q: number, sums: number) {
  const { activation = "linear" } = config as { readonly activation?: Parameters<typeof gain>[0] };
  if (typeof activation === "function") return undefined;
  const curve = activationCurve(activation);
  if (curve === undefined || !(q > 0) || !Number.isFinite(q)) return undefined;
  const scale = Math.sqrt(q);
  return {
    square: meanSquare((z) => curve.value(scale * z)),
    factor: Math.sqrt(sums * meanSquare((z) => curve.slope(scale * z))),
  };
}

/** E[g(z)²], in units of g's own size, since quadrature stops at an absolute error. */
function meanSquare(g: (z: number) => number): number {
  const size = Math.max(...PLACES.map((z) => Math.abs(g(z))));
  const unit = size > 1e-100 ? size : 1;
  return (unit / gain((z) => g(z) / unit)) ** 2;
}

/** Where a function of a normal number is large, if it is anywhere: saturated slopes are, around 0. */
const PLACES = [-3, -1, -0.3, 0, 0.3, 1, 3];

/**
 * E[w²] by the law of the initializer; undefined for one that has none.
 *
 * @param centred undefined also for a law with a mean: terms of a sum with it are not independent
 */
function secondMoment(
  { initializer, fans }: Parameter,
  { centred = false } = {},
): number | undefined {
  let resolved: Initializer;
  try {
    resolved = initializers.resolve(initializer);
  } catch {
    return undefined; // of a saved model, not registered here
  }
  const law = resolved.law?.(fans);
  if (law === undefined || (centred && laws.mean(law) !== 0)) return undefined;
  return laws.variance(law) + laws.mean(law) ** 2;
}
