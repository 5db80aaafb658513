import type { RandomSource, Tensor } from "@kindling/core";
import type {
  InitializableLayer,
  InitializableModel,
  InitializableParameter,
  ResidualBranch,
} from "@kindling/init";
import { type Binding, bindNetwork } from "./bind-network.ts";
import type { LayerDraft } from "./build-layer.ts";
import { gather } from "./gather.ts";
import type { Network } from "./network.ts";
import type { Samples } from "./samples.ts";
import { Workspace } from "./workspace.ts";

/**
 * A net as initializers of whole models see it: its layers that have a kernel and can leave their
 * activation, in the order of the forward pass, those inside of others too, and its residual branches.
 */
export function initializableOf<Data>(
  network: Network,
  rng: RandomSource,
  samplesOf: (data: Data) => readonly Samples[],
): InitializableModel<Data> {
  const { observer, nodes } = network;
  const drafts = [...new Set(nodes.map(({ draft }) => draft))];
  const bindings = new Map<number, Binding>();

  const bindingOf = (batch: number): Binding => {
    let binding = bindings.get(batch);
    if (binding === undefined) {
      observer.active = true;
      try {
        const workspace = new Workspace(network.arena, batch);
        binding = bindNetwork(network, workspace, {
          batch,
          training: false,
          weights: 0,
          trains: () => false,
        });
      } finally {
        observer.active = false;
      }
      bindings.set(batch, binding);
    }
    return binding;
  };

  return {
    rng,
    layers: drafts.flatMap(layersOf),
    branches: drafts.flatMap(branchesOf),
    preactivation(layer, data): Tensor {
      const inputs = samplesOf(data);
      const { xs, forward } = bindingOf(inputs[0]!.count);
      for (const [i, input] of inputs.entries()) gather(input, undefined, 0, xs[i]!);
      return observer.look(layer.path, forward)!;
    },
  };
}

function layersOf({ type, path, built, own, inside }: LayerDraft): InitializableLayer[] {
  const named = (pattern: RegExp) => own.findLast(({ place }) => pattern.test(place.parameter));
  const [weights, bias] = [named(/kernel$/i), named(/^bias$/)];
  const kernel = weights && (type.endsWith("Transpose") ? unitsLast(weights) : weights);
  const itself =
    kernel && built.activation !== undefined ? [{ path, kernel, ...(bias && { bias }) }] : [];
  return [...itself, ...inside.flatMap(layersOf)];
}

/** The kernel [h, w, …, out, in] of a transposed convolution as [h, w, …, in, out]. */
function unitsLast({ path, value, fans }: InitializableParameter): InitializableParameter {
  const [last, before] = [value.dimension - 1, value.dimension - 2];
  const axes = Array.from({ length: before }, (_, axis) => axis);
  return { path, fans, value: value.transpose(...axes, last, before) };
}

function branchesOf({ type, path, own, inside }: LayerDraft): ResidualBranch[] {
  const nested = inside.flatMap(branchesOf);
  if (type !== "residual") return nested;
  const [scale] = own;
  return [{ path, layers: inside.flatMap(layersOf), ...(scale && { scale }) }, ...nested];
}
