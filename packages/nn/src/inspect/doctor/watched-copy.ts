import type { Shape, Tensor } from "@kindling/core";
import type { Layer } from "../../layer.ts";
import type { Loss } from "../../losses/loss.ts";
import { type Compiled, Model } from "../../model/model.ts";
import { pathsOf } from "../../model/network.ts";
import type { Step, Topology } from "../../model/topology.ts";
import { type Report, spyOn } from "./spy.ts";

/** What was seen of one application of a layer, the first time that it ran. */
export interface Record {
  readonly path: string;
  readonly layer: Layer;
  /** It makes an output of the net. */
  readonly last: boolean;
  /** Nothing but an `add` reads it: it ends a branch. */
  readonly isAdded: boolean;
  /** Of the value, without the batch axis. */
  shape: Shape;
  values?: Float32Array;
  gradients?: Float32Array;
}

/** A copy of a model that tells what passes through it, in float32, at its first training step. */
export interface WatchedCopy {
  readonly copy: Model<Tensor | Tensor[]>;
  /** In the order of the forward pass. */
  readonly records: readonly Record[];
  /** For each output of the net the layer behind it, and the loss to compile the copy with. */
  readonly outputs: readonly {
    readonly path: string;
    readonly loss: Loss;
    /** Of the loss at that step. */
    readonly value: () => number;
  }[];
}

/**
 * Copies a model with its weights. Behind every layer stands a spy; what makes an output of the net
 * is looked at by the loss instead, since that may apply the layer's activation itself.
 */
export function watchedCopy(model: Model<Tensor | Tensor[]>, compiled: Compiled): WatchedCopy {
  const { inputs, steps, outputs } = model.plan.topology;
  const paths = pathsOf(steps.map(({ layer }) => layer));
  const records = steps.map(({ layer }, i): Record => {
    const value = inputs.length + i;
    const readers = steps.filter((step) => step.inputs.includes(value));
    const isAdded = readers.length > 0 && readers.every((step) => step.layer.type === "add");
    return { path: paths.get(layer)!, layer, last: outputs.includes(value), isAdded, shape: [] };
  });
  const copy = new Model<Tensor | Tensor[]>(
    { ...model.plan, seed: model.seed, topology: withSpies(model.plan.topology, records) },
    model.getWeights(),
  );
  return {
    copy,
    records,
    outputs: compiled.loss.map((loss, i) => {
      const record = records[outputs[i]! - inputs.length];
      let first: number | undefined;
      return {
        path: record?.path ?? `input_${outputs[i]! + 1}`,
        loss: listening(loss, record && reporting(record, compiled.lossWeights[i]!), (value) => {
          first ??= value;
        }),
        value: () => first ?? Number.NaN,
      };
    }),
  };
}

function withSpies({ inputs, steps, outputs }: Topology, records: readonly Record[]): Topology {
  const watched: Step[] = [];
  const values: number[] = inputs.map((_, i) => i);
  const add = (layer: Layer, read: readonly number[]): number =>
    inputs.length + watched.push({ layer, inputs: read }) - 1;
  for (const [i, { layer, inputs: read }] of steps.entries()) {
    const record = records[i]!;
    const value = add(
      layer,
      read.map((each) => values[each]!),
    );
    values.push(
      record.last ? value : add(spyOn(`spy ${i} on ${record.path}`, reporting(record)), [value]),
    );
  }
  return { inputs, steps: watched, outputs: outputs.map((value) => values[value]!) };
}

/** @param factor of the gradients, where they are not yet those of the loss of the net */
function reporting(record: Record, factor = 1): Report {
  return {
    value: (x) => {
      if (record.values) return;
      record.shape = x.shape.slice(1);
      record.values = new Float32Array(x.data);
    },
    gradient: (dx) => {
      if (record.gradients) return;
      record.gradients = new Float32Array(dx.data);
      if (factor === 1) return;
      for (let i = 0; i < dx.size; i++) record.gradients[i]! *= factor;
    },
  };
}

/** The loss, with a look at what it gets, at the gradient that it makes of it, and at its own value. */
function listening(loss: Loss, report: Report | undefined, hear: (value: number) => void): Loss {
  return {
    ...loss,
    bind: (io) => {
      const run = loss.bind(io);
      return () => {
        report?.value(io.y);
        run();
        if (io.dy) report?.gradient(io.dy);
        hear(io.loss.data[0]!);
      };
    },
  };
}
