import { createRng, matmul, type Tensor, tensor, zeros } from "@kindling/core";
import type {
  InitializableLayer,
  InitializableModel,
  InitializableParameter,
  ResidualBranch,
} from "@kindling/init";

/** A net of dense layers with tanh between them, written down in arrays. */
export interface HandMadeModel extends InitializableModel {
  /** Its blocks, from the input to the output: a layer, or a residual branch around tanh. */
  readonly blocks: readonly (InitializableLayer | ResidualBranch)[];
  /** What the net computes. */
  output(data: Tensor): Tensor;
  parameter(path: string): Tensor;
}

/** What each block is: its widths, or those within a branch. */
export type Block =
  | readonly [inputs: number, units: number]
  | { readonly branch: readonly number[] };

export interface ModelOptions {
  readonly bias?: boolean;
  readonly gain?: boolean;
  readonly scale?: boolean;
}

export function handMadeModel(
  wiring: readonly Block[],
  { bias = true, gain = false, scale = true }: ModelOptions = {},
): HandMadeModel {
  const parameters = new Map<string, InitializableParameter>();
  const parameter = (path: string, shape: readonly number[]): InitializableParameter => {
    const value = zeros(shape);
    value.data.fill(0.5);
    const made = { path, value, fans: { fanIn: shape[0]!, fanOut: shape.at(-1)! } };
    parameters.set(path, made);
    return made;
  };
  const dense = (path: string, inputs: number, units: number): InitializableLayer => ({
    path,
    kernel: parameter(`${path}/kernel`, [inputs, units]),
    ...(bias && { bias: parameter(`${path}/bias`, [units]) }),
    ...(gain && { gain: parameter(`${path}/gain`, [units]) }),
  });
  const blocks = wiring.map((block, i): InitializableLayer | ResidualBranch => {
    if (!("branch" in block)) return dense(`dense_${i}`, ...block);
    const path = `branch_${i}`;
    const widths = block.branch;
    const layers = widths
      .slice(1)
      .map((units, j) => dense(`${path}/dense_${j}`, widths[j]!, units));
    return { path, layers, ...(scale && { scale: parameter(`${path}/scale`, [1]) }) };
  });
  const branches = blocks.filter((block) => "layers" in block);

  /** Runs until the layer that is asked for; all of it, when none is. */
  const run = (data: Tensor, wanted?: InitializableLayer): Tensor => {
    const found = new Map<InitializableLayer, Tensor>();
    const through = (x: Tensor, layer: InitializableLayer): Tensor => {
      const z = matmul(x, layer.kernel.value);
      for (let i = 0; i < z.shape[0]!; i++) {
        for (let j = 0; j < z.shape[1]!; j++) {
          const gained = z.get(i, j) * (layer.gain?.value.get(j) ?? 1);
          z.set(i, j, gained + (layer.bias?.value.get(j) ?? 0));
        }
      }
      found.set(layer, z);
      return z;
    };
    let x = data;
    for (const [i, block] of blocks.entries()) {
      if (!("layers" in block)) {
        x = through(i === 0 ? x : tanh(x), block);
        continue;
      }
      const f = block.layers.reduce((y, layer) => through(tanh(y), layer), x);
      const alpha = block.scale?.value.get(0) ?? 1;
      x = tensor(f.data.map((value, at) => x.data[at]! + alpha * value), x.shape); // biome-ignore format: one line
    }
    return wanted ? found.get(wanted)! : x;
  };

  return {
    rng: createRng(1),
    layers: blocks.flatMap((block) => ("layers" in block ? block.layers : [block])),
    branches,
    blocks,
    preactivation: (layer, data) => run(data, layer),
    output: (data) => run(data),
    parameter: (path) => parameters.get(path)!.value,
  };
}

function tanh(x: Tensor): Tensor {
  return tensor(x.data.map(Math.tanh), x.shape);
}
