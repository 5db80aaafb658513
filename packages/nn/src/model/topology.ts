import type { Shape } from "@kindling/core";
import type { Layer, SymbolicTensor } from "../layer.ts";

/** Which layers there are, and what each is applied to. */
export interface Topology {
  /** Shapes of the inputs, without the batch axis. They are the first values. */
  readonly inputs: readonly Shape[];
  /** In an order in which every layer finds its inputs; each makes one more value. */
  readonly steps: readonly Step[];
  /** The values that the net returns, each once. */
  readonly outputs: readonly number[];
}

/** One application of a layer; a layer that stands in several steps has one set of parameters. */
export interface Step {
  readonly layer: Layer;
  readonly inputs: readonly number[];
}

/** Layers in a row. An object that stands in it twice describes two layers. */
export function chain(inputShape: Shape, layers: readonly Layer[]): Topology {
  return {
    inputs: [inputShape],
    steps: layers.map((layer, at) => ({
      layer: layers.indexOf(layer) < at ? { ...layer } : layer,
      inputs: [at],
    })),
    outputs: [layers.length],
  };
}

/** True for what {@link chain} makes. */
export function isChain({ inputs, steps, outputs }: Topology): boolean {
  return (
    inputs.length === 1 &&
    new Set(steps.map(({ layer }) => layer)).size === steps.length &&
    steps.every((step, at) => step.inputs.length === 1 && step.inputs[0] === at) &&
    outputs.length === 1 &&
    outputs[0] === steps.length
  );
}

/**
 * What stands between the inputs and the outputs of a graph. Values are numbered in the order in
 * which they were made, so that two ways to write one graph name its layers alike.
 *
 * @throws for an output that depends on an input that is not listed, for inputs that no output
 *   depends on, and for values listed twice
 */
export function trace(
  inputs: readonly SymbolicTensor[],
  outputs: readonly SymbolicTensor[],
): Topology {
  expectDistinct(inputs, "inputs");
  expectDistinct(outputs, "outputs");
  const numbers = new Map<SymbolicTensor, number>(inputs.map((value, at) => [value, at]));
  const steps: Step[] = [];
  const used = new Set<SymbolicTensor>();

  /** Depth first, with a stack of its own: a net may be deeper than the engine's. */
  const visit = (end: SymbolicTensor): void => {
    const pending = [end];
    for (let value = pending.at(-1); value !== undefined; value = pending.at(-1)) {
      used.add(value);
      if (numbers.has(value)) {
        pending.pop();
        continue;
      }
      const { layer } = value;
      if (layer === undefined) {
        throw new RangeError("graph: inputs: expected every input that an output depends on");
      }
      const missing = value.inputs.filter((input) => !numbers.has(input));
      if (missing.length > 0) {
        pending.push(...missing.toReversed());
        continue;
      }
      pending.pop();
      for (const input of value.inputs) used.add(input);
      numbers.set(value, inputs.length + steps.length);
      steps.push({ layer, inputs: value.inputs.map((input) => numbers.get(input)!) });
    }
  };
  for (const output of outputs) visit(output);
  for (const [at, value] of inputs.entries()) {
    if (!used.has(value)) {
      throw new RangeError(`graph: inputs[${at}]: expected an input that an output depends on`);
    }
  }
  return {
    inputs: inputs.map(({ shape }) => shape!),
    steps,
    outputs: outputs.map((value) => numbers.get(value)!),
  };
}

function expectDistinct(values: readonly SymbolicTensor[], what: string): void {
  if (values.length === 0) throw new RangeError(`graph: ${what}: expected at least one, got none`);
  if (new Set(values).size < values.length) {
    throw new RangeError(`graph: ${what}: expected each value once, got one twice`);
  }
}
