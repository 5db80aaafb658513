import type { Tensor } from "@kindling/core";
import type { Binding } from "./bind-network.ts";
import type { Network } from "./network.ts";

const NOT_FINITE = "NaN or infinities";
const REMEDY = "lower the learning rate or scale the inputs; this step has changed no weight";

/** Says which layer made the loss that is not finite. */
export function explainLoss({ nodes }: Network, binding: Binding, loss: number): string {
  const isBad = (x: Tensor): boolean => x.data.some((value) => !Number.isFinite(value));
  for (const [index, { label, parameters }] of nodes.entries()) {
    const parameter = parameters.find(({ value }) => isBad(value));
    if (parameter) {
      return `${label}: expected a finite ${parameter.path}, got ${NOT_FINITE} since an earlier step; ${REMEDY}`;
    }
    if (isBad(binding.outputs[index]!)) {
      return `${label}: expected finite outputs, got ${NOT_FINITE}; ${REMEDY}`;
    }
  }
  return `${nodes.at(-1)?.label}: expected a finite loss, got ${loss}; ${REMEDY}`;
}

/** Says which layer has a gradient whose square is not finite. */
export function explainGradient({ nodes }: Network): string {
  const overflows = ({ data }: Tensor): boolean =>
    data.some((value) => !Number.isFinite(Math.fround(value * value)));
  for (const { label, parameters } of nodes) {
    const parameter = parameters.find(({ trainable, grad }) => trainable && overflows(grad));
    if (parameter) {
      return `${label}: expected a gradient of ${parameter.path} below 1e19, got more, NaN or infinities; ${REMEDY}`;
    }
  }
  return `${nodes.at(-1)?.label}: expected gradients below 1e19, got more; ${REMEDY}`;
}
