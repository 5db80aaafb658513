/** λ and α, for which activations of mean 0 and variance 1 keep both (G. Klambauer et al., NeurIPS 2017). */
export const SELU_SCALE = 1.0507009873554805;
export const SELU_ALPHA = 1.6732632423543772;
