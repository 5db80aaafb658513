import { inOrder, type Run, reshape, type Tensor } from "@kindling/core";
import type { Loss } from "../losses/loss.ts";
import type { Metric } from "../metrics/metric.ts";
import type { Network } from "./network.ts";
import type { Workspace } from "./workspace.ts";

/** A net bound to the tensors of one batch size. */
export interface Binding {
  readonly x: Tensor;
  readonly y: Tensor;
  /** Every node's output, for looking into. */
  readonly outputs: readonly Tensor[];
  readonly forward: Run;
  /** From `dy` of the last node to the gradients of all parameters, which it adds to. */
  readonly backward: Run;
  /** Present when bound to a loss, which then runs at the end of `forward`. */
  readonly judged?: Judged;
}

export interface Judged {
  readonly target: Tensor;
  /** [1], the mean over the batch. */
  readonly loss: Tensor;
  readonly metrics: readonly { readonly name: string; readonly result: Float64Array }[];
}

export interface Judges {
  readonly loss: Loss;
  readonly metrics: readonly Metric[];
}

/** Binds every layer for `batch` samples; with judges also the loss and the metrics. */
export function bindNetwork(
  network: Network,
  workspace: Workspace,
  options: { readonly batch: number; readonly training: boolean; readonly judges?: Judges },
): Binding {
  const { batch, training, judges } = options;
  const { nodes, inputShape } = network;
  const x = workspace.tensor("x", batch, inputShape);
  const lastActivation = nodes.at(-1)?.built.activation;
  const absorbed = judges?.loss.absorbs(lastActivation) ?? false;

  const outputs: Tensor[] = [];
  const forwards: Run[] = [];
  const backwards: Run[] = [];
  let input = x;
  /** Gradient of `input`; absent as long as no parameter stands in front of it. */
  let dInput: Tensor | undefined;

  for (const [index, { built, path, parameters }] of nodes.entries()) {
    const tensor = (role: string): Tensor =>
      workspace.tensor(`${path}/${role}`, batch, built.output);
    let buffers = 0;
    const y = built.view ? reshape(input, [batch, ...built.output]) : tensor("y");
    const dy = built.view && dInput ? reshape(dInput, [batch, ...built.output]) : tensor("dy");
    const { forward, backward } = built.bind({
      x: input,
      y,
      dx: dInput,
      dy,
      training,
      skipActivation: absorbed && index === nodes.length - 1,
      buffer: (shape) => workspace.tensor(`${path}/buffer ${buffers++}`, batch, shape),
    });
    forwards.push(forward);
    outputs.push(y);
    input = y;
    if (dInput || parameters.length > 0) {
      backwards.unshift(backward);
      dInput = dy;
    }
  }

  const judged =
    judges &&
    bindJudges(judges, {
      y: input,
      target: workspace.tensor("target", batch, judges.loss.target(network.outputShape)),
      loss: workspace.tensor("loss", 1, []),
      dy: training ? dInput : undefined,
      logits: absorbed || (judges.loss.config.fromLogits ?? false),
    });
  return {
    x,
    y: input,
    outputs,
    forward: inOrder(...forwards, judged?.run),
    backward: inOrder(...backwards),
    ...(judged && { judged }),
  };
}

function bindJudges(
  judges: Judges,
  io: Parameters<Loss["bind"]>[0],
): Judged & { readonly run: Run } {
  const { y, target, loss, logits } = io;
  const metrics = judges.metrics.map((metric) => {
    const result = new Float64Array(1);
    return { name: metric.name, result, run: metric.bind({ y, target, result, logits }) };
  });
  const run = inOrder(...metrics.map((metric) => metric.run), judges.loss.bind(io));
  return { target, loss, metrics, run };
}
