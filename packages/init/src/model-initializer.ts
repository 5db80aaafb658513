import { copyInto, type RandomSource, show, type Tensor, tensor } from "@kindling/core";
import type { Initializer } from "./initializer.ts";
import type { Fans } from "./law-context.ts";

/** A parameter of a model that can be initialised as a whole. */
export interface InitializableParameter {
  /** `dense_1/kernel` */
  readonly path: string;
  readonly value: Tensor;
  readonly fans: Fans;
}

/** A layer with a kernel: z = gain ∘ (x·W) + b, or the same with a convolution. */
export interface InitializableLayer {
  readonly path: string;
  /** [in, …, units] */
  readonly kernel: InitializableParameter;
  /** [units] */
  readonly bias?: InitializableParameter;
  /** [units], the factors of a weight-normalised layer. */
  readonly gain?: InitializableParameter;
}

/** The F of x + α·F(x). */
export interface ResidualBranch {
  readonly path: string;
  /** Its layers with kernels, in the order of the forward pass. */
  readonly layers: readonly InitializableLayer[];
  /** α, for branches that have one. */
  readonly scale?: InitializableParameter;
}

/** What an initializer of whole models needs to know of one. */
export interface InitializableModel<Data = Tensor> {
  /** The stream of the model's seed; every parameter draws from `rng.at(path)`. */
  readonly rng: RandomSource;
  /** All layers with kernels, in the order of the forward pass; the last one makes the output. */
  readonly layers: readonly InitializableLayer[];
  readonly branches: readonly ResidualBranch[];
  /** z of that layer, before its activation, [batch, …, units], with the weights as they stand. */
  preactivation(layer: InitializableLayer, data: Data): Tensor;
}

/** Values for all parameters of a model, from the model as it is wired, or from data. */
export interface ModelInitializer<Data = Tensor> {
  readonly name: string;
  /** The options it was made with, without the data, as plain JSON. */
  readonly config: Readonly<object>;
  /**
   * Overwrites the kernels and biases of the model, and what else it is said to.
   *
   * @throws when the model is not of the kind, or the data do not serve; it is then unchanged
   */
  apply(model: InitializableModel<Data>): void;
}

/** A model initializer that puts every parameter back when it fails. */
export function modelInitializer<Data>(
  name: string,
  config: object,
  apply: (model: InitializableModel<Data>) => void,
): ModelInitializer<Data> {
  return {
    name,
    config: Object.freeze({ ...config }),
    apply(model) {
      if (typeof model !== "object" || model === null || !Array.isArray(model.layers)) {
        throw new TypeError(`${name}: expected a model, got ${show(model)}`);
      }
      const held = new Set(parametersOf(model).map(({ value }) => value.data));
      const before = Array.from(held, (data) => [data, data.slice()] as const);
      try {
        apply(model);
      } catch (error) {
        for (const [data, copy] of before) data.set(copy);
        throw error;
      }
    },
  };
}

/** Fills a parameter from its own stream. */
export function fillParameter<Data>(
  { rng }: InitializableModel<Data>,
  { value, path, fans }: InitializableParameter,
  initializer: Initializer,
): void {
  initializer.fill(value, { ...fans, path, rng: rng.at(path) });
}

/** Multiplies every element by a factor, its own or that of its unit, the last axis. */
export function scaleParameter(
  { value }: InitializableParameter,
  factor: number | readonly number[],
): void {
  const scaled = tensor(value);
  const { data } = scaled;
  const factors = typeof factor === "number" ? [factor] : factor;
  for (let i = 0; i < data.length; i++) data[i]! *= factors[i % factors.length]!;
  copyInto(value, scaled);
}

function parametersOf<Data>({ layers, branches }: InitializableModel<Data>) {
  return [
    ...[...layers, ...branches.flatMap((branch) => branch.layers)].flatMap((layer) => [
      layer.kernel,
      layer.bias,
      layer.gain,
    ]),
    ...branches.map(({ scale }) => scale),
  ].filter((parameter) => parameter !== undefined);
}
