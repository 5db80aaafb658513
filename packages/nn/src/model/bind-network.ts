import { inOrder, type Run, reshape, type Shape, type Tensor } from "@kindling/core";
import { bindAccumulate } from "../accumulate.ts";
import { within } from "../check.ts";
import type { BuiltLayer, LayerIO } from "../layer.ts";
import { bindJoint, handedOn, makesMask } from "../mask.ts";
import { bindJudges, type Judged } from "./bind-judges.ts";
import type { Judges } from "./judges.ts";
import type { Network, Node } from "./network.ts";
import type { Workspace } from "./workspace.ts";

/** A net bound to the tensors of one batch size. */
export interface Binding {
  /** Samples. */
  readonly size: number;
  readonly xs: readonly Tensor[];
  readonly ys: readonly Tensor[];
  /** Every node's output, for looking into. */
  readonly outputs: readonly Tensor[];
  readonly forward: Run;
  /** From the gradients of the outputs to those of all parameters, which it adds to. */
  readonly backward: Run;
  /** [batch], or [batch, rows], where they have weights. */
  readonly weights?: Tensor;
  /** One for each output when bound to losses, which then run at the end of `forward`. */
  readonly judged?: readonly Judged[];
}

/** A binding to losses. */
export type JudgedBinding = Binding & { readonly judged: readonly Judged[] };

/** Binds every layer for `batch` samples; with judges also the losses and the metrics. */
export function bindNetwork(
  network: Network,
  workspace: Workspace,
  options: {
    readonly batch: number;
    readonly training: boolean;
    readonly judges?: readonly Judges[];
    /** Numbers that weigh a sample, one or one for each of its rows; 0 where all count alike. */
    readonly weights: number;
    /** False for parameters that are frozen: what only they need is left out of `backward`. */
    readonly trains: (path: string) => boolean;
  },
): Binding {
  const { batch, training, judges, trains } = options;
  const { nodes, inputShapes, outputs } = network;
  const shapes = [...inputShapes, ...nodes.map(({ built }) => built.output)];
  const values: Tensor[] = inputShapes.map((shape, i) => workspace.tensor(`x ${i}`, batch, shape));
  const gradients = bindGradients(network, workspace, batch, shapes, trains);
  const masks: (Tensor | undefined)[] = inputShapes.map(() => undefined);
  const absorbed = outputs.map((value, i) => {
    const activation = nodes[value - inputShapes.length]?.built.activation;
    return gradients.isLast(value) && (judges?.[i]?.loss.absorbs(activation) ?? false);
  });

  /** Makes the buffers of one layer or loss, a new one at each call. */
  const bufferOf = (owner: string): LayerIO["buffer"] => {
    let count = 0;
    return (shape) => workspace.tensor(`${owner}/buffer ${count++}`, batch, shape);
  };

  const forwards: Run[] = [];
  const backwards: Run[] = [];
  for (let first = 0; first < nodes.length; first++) {
    const { inputs } = nodes[first]!;
    const fused = fusedWithNext(network, first);
    const index = fused ? first + 1 : first;
    const { path } = nodes[index]!;
    const built = fused ?? nodes[index]!.built;
    const value = inputShapes.length + index;
    const name = (role: string): string => `${path}/${role} ${index}`;
    const xs = inputs.map((input) => values[input]!);
    const { dxs, sums } = gradients.into(first);
    const viewed = (x: Tensor): Tensor => reshape(x, [batch, ...built.output]);
    const y = built.view ? viewed(xs[0]!) : workspace.tensor(name("y"), batch, built.output);
    if (built.view && dxs[0]) gradients.share(value, viewed(dxs[0]));
    const given = inputs.map((input) => masks[input]);
    const [mask] = given;
    const outputMask = makesMask(built.mask, mask !== undefined)
      ? workspace.tensor(name("mask"), batch, [built.output[0] ?? 1])
      : undefined;
    const io: LayerIO = {
      x: xs[0]!,
      xs,
      y,
      dx: dxs[0],
      dxs,
      dy: gradients.of(value),
      mask,
      masks: given,
      outputMask,
      training,
      skipActivation: outputs.some((output, i) => output === value && absorbed[i]),
      buffer: bufferOf(`${path} ${index}`),
    };
    const { forward, backward } = within(nodes[index]!.label, () => built.bind(io));
    forwards.push(forward);
    if (gradients.needed(value)) backwards.unshift(backward, ...sums);
    for (; first < index; first++) {
      values.push(y);
      masks.push(undefined);
    }
    values.push(y);
    const handed = handedOn(built.mask, given, outputMask);
    const joint = handed.length > 1 && workspace.tensor(name("mask"), batch, [built.output[0]!]);
    if (joint) forwards.push(bindJoint(joint, handed));
    masks.push(joint || handed[0]);
  }

  const perSample = options.weights === 1 ? [] : [options.weights];
  const weights = options.weights > 0 ? workspace.tensor("weights", batch, perSample) : undefined;
  const judged = judges?.map((each, i) => {
    const value = outputs[i]!;
    const output = network.outputShapes[i]!;
    const io = {
      y: values[value]!,
      target: workspace.tensor(`target ${i}`, batch, each.loss.target(output)),
      loss: workspace.tensor(`loss ${i}`, 1, []),
      dy: training && gradients.needed(value) ? gradients.of(value) : undefined,
      weights,
      logits: absorbed[i]! || (each.loss.config.fromLogits ?? false),
      buffer: bufferOf(`loss ${i}`),
    };
    return bindJudges(each, output, io, masks[value]);
  });
  return {
    size: batch,
    xs: values.slice(0, inputShapes.length),
    ys: outputs.map((value) => values[value]!),
    outputs: values.slice(inputShapes.length),
    forward: inOrder(...forwards, ...(judged ?? []).map(({ run }) => run)),
    backward: inOrder(...backwards),
    ...(weights && { weights }),
    ...(judged && { judged }),
  };
}

/** A node and the one behind it in one, where that alone reads it. */
function fusedWithNext(
  { nodes, inputShapes, outputs }: Network,
  index: number,
): BuiltLayer | undefined {
  const value = inputShapes.length + index;
  const readers = nodes.flatMap(({ inputs }, at) => inputs.map((read) => read === value && at));
  const isChain = readers.every((at) => at === false || at === index + 1);
  const next = nodes[index + 1];
  if (!isChain || next?.inputs[0] !== value || outputs.includes(value)) return undefined;
  return nodes[index]!.built.fuse?.(next.built);
}

/** Where the gradients of all values stand, and how those of a value used several times add up. */
function bindGradients(
  { nodes, inputShapes, outputs }: Network,
  workspace: Workspace,
  batch: number,
  shapes: readonly Shape[],
  trains: (path: string) => boolean,
) {
  // State that is not trained is written by the backward pass, too.
  const learns = ({ parameters }: Node): boolean => parameters.some(({ path }) => trains(path));
  const needed: boolean[] = inputShapes.map(() => false);
  for (const node of nodes) {
    needed.push(learns(node) || node.inputs.some((value) => needed[value]));
  }
  /** The last use in forward order is the first backward: it writes, the others add. */
  const lastUse = new Map<number, string>();
  for (const [index, { inputs }] of nodes.entries()) {
    for (const [slot, value] of inputs.entries()) lastUse.set(value, `${index} ${slot}`);
  }
  // The loss writes first of all.
  for (const value of outputs) lastUse.set(value, "loss");

  const shared = new Map<number, Tensor>();
  const of = (value: number): Tensor =>
    shared.get(value) ?? workspace.tensor(`gradient ${value}`, batch, shapes[value]!);
  return {
    of,
    needed: (value: number): boolean => needed[value]!,
    /** Nothing reads the value but the loss. */
    isLast: (value: number): boolean =>
      nodes.every(({ inputs }) => !inputs.includes(value)) &&
      outputs.filter((output) => output === value).length === 1,
    share: (value: number, gradient: Tensor): void => {
      shared.set(value, gradient);
    },
    /** The gradients that a node writes, and the sums to take behind it. */
    into(index: number): { readonly dxs: readonly (Tensor | undefined)[]; readonly sums: Run[] } {
      const sums: Run[] = [];
      const dxs = nodes[index]!.inputs.map((value, slot) => {
        if (!needed[value]) return undefined;
        if (lastUse.get(value) === `${index} ${slot}`) return of(value);
        const part = workspace.tensor(
          `gradient ${value} of ${index} ${slot}`,
          batch,
          shapes[value]!,
        );
        sums.push(bindAccumulate(of(value), part));
        return part;
      });
      return { dxs, sums };
    },
  };
}
