import type {
  Activation,
  ActivationFunction,
  PoolWindow,
  Rng,
  Run,
  Shape,
  Tensor,
} from "@kindling/core";
import { show } from "@kindling/core";
import {
  type Initializer,
  type InitializerSpec,
  type LawContext,
  type OptionChecks,
  withOptions,
} from "@kindling/init";
import { expectBoolean } from "./check.ts";
import type { Parameter } from "./parameter.ts";
import { REGULARIZER_CHECKS, type RegularizerOptions, readRegularizers } from "./regularizer.ts";

/** A description: cheap, reusable, serialisable. The model gives it a path and builds it. */
export interface Layer {
  /** The kind of layer, `dense`. */
  readonly type: string;
  /** Plain JSON, enough to build the layer again. `name` replaces the numbered default path. */
  readonly config: LayerConfig;
  /**
   * Declares parameters and says the output shape.
   *
   * @param inputs shapes without the batch axis; most layers take one
   * @throws for shapes that the layer cannot take
   */
  build(scope: Scope, ...inputs: readonly Shape[]): BuiltLayer;
  /**
   * The layer's output in a `graph`. A layer that is applied twice in one graph has one set of
   * parameters.
   *
   * @throws for what is no value of a graph
   */
  apply(inputs: SymbolicTensor | readonly SymbolicTensor[]): SymbolicTensor;
  /**
   * The same layer but for some options.
   *
   * @throws for options that the layer does not take
   * @example dense({ units: 8 }).with({ activation: "relu" }).config // { units: 8, activation: "relu" }
   */
  with(options: Readonly<Record<string, unknown>>): Layer;
}

/** A value of a graph, before there is a batch: an input, or what a layer makes of other values. */
export interface SymbolicTensor {
  /** Shape of an input, without the batch axis. */
  readonly shape?: Shape;
  /** The layer whose output it is; absent for an input. */
  readonly layer?: Layer;
  /** What the layer was applied to. */
  readonly inputs: readonly SymbolicTensor[];
  /** Of a recurrent layer with `returnState`: behind the last step, [batch, units] each. */
  readonly states: readonly SymbolicTensor[];
}

/** What every layer's configuration may hold. */
export interface LayerConfig extends RegularizerOptions {
  /** Path of the layer in its model, instead of the numbered default (`dense_1`). */
  readonly name?: string;
  /**
   * False freezes all its parameters, those of layers inside it too: the optimizer leaves them as they
   * are, unless a rule of its own says `freeze: false`. Default true.
   */
  readonly trainable?: boolean;
}

/** How a parameter differs from others. */
export interface ParameterOptions {
  /** Default true. */
  readonly trainable?: boolean;
  /** The shape with axes apart that lie in one, [in, heads, size]: frameworks count fans by them. */
  readonly axes?: Shape;
}

/** What a layer gets from the model while it is built. */
export interface Scope {
  /** `dense_1` */
  readonly path: string;
  /** The layer as errors name it: `dense "dense_1"`. */
  readonly label: string;
  /** The random stream of the path. */
  readonly rng: Rng;
  /** False where the layer, or one around it, is frozen by its configuration. */
  readonly trainable: boolean;
  /** Counts training steps; randomness that differs from step to step is drawn at it. */
  readonly clock: { readonly step: number };
  /**
   * Declares a parameter; its tensors exist once the whole model is built. Without an initializer the
   * dialect of the model decides, by the type of the layer and the name of the parameter. `fans` are
   * those of the kernel, for its bias too, with the activation that follows. A parameter that is not
   * `trainable` is state, saved with the weights, such as a running mean: no optimizer touches it,
   * the layer may write it in `backward`, which runs only when the loss is finite.
   */
  parameter(
    name: string,
    shape: Shape,
    initializer: InitializerSpec | undefined,
    fans: LawContext,
    options?: ParameterOptions,
  ): Parameter;
  /**
   * What an activation stands for, which the names of the model say.
   *
   * @throws for unknown names and options out of range
   */
  activation(activation: Activation): ActivationFunction;
  /**
   * The same for an initializer that a layer makes others of. Those of parameters need no such word.
   *
   * @throws for unknown names and options out of range
   */
  initializer(spec: InitializerSpec): Initializer;
  /** Builds a layer inside this one; its path and its parameters stand below this path. */
  inner(layer: Layer, ...inputs: readonly Shape[]): BuiltLayer;
}

/** A layer at its place in a net: its parameters are declared, its shapes are known. */
export interface BuiltLayer {
  /** Shape of the output, without the batch axis. */
  readonly output: Shape;
  /** The activation that the layer ends with and can leave to the loss (see {@link LayerIO}). */
  readonly activation?: ActivationFunction;
  /** The output is the input in another shape: it shares the memory, and nothing runs. */
  readonly view?: boolean;
  /**
   * What becomes of a mask, a tensor [batch, time] that is 0 at steps which do not count, else 1:
   * `"passes"` hands that of the first input on, `"joins"` one that is 0 where that of any input is,
   * `"makes"` fills one of its own, `"maps"` does so where the first input has one. Otherwise it ends
   * here. Losses and metrics leave masked steps out.
   */
  readonly mask?: "passes" | "joins" | "maps" | "makes";
  /** The first input holds whole numbers from 0 to `indices` − 1: where it is data, they are checked. */
  readonly indices?: number;
  /** The windows of a max-pooling, for the layer in front that can do both in one (see `fuse`). */
  readonly maxWindows?: PoolWindow;
  /**
   * The layer and the one behind it in one, where that is faster; undefined where it is not. Outputs
   * and gradients are the same but for rounding. Asked when nothing else reads the layer's output,
   * which then need not exist.
   */
  fuse?(next: BuiltLayer): BuiltLayer | undefined;
  /** Binds to the tensors of one batch size; called again for another. */
  bind(io: LayerIO): { readonly forward: Run; readonly backward: Run };
}

/** The tensors of one binding, batch axis first. */
export interface LayerIO {
  /** The first input, for layers that take one. */
  readonly x: Tensor;
  /** Every input. */
  readonly xs: readonly Tensor[];
  readonly y: Tensor;
  /** Gradient of the output; the layer may overwrite it. */
  readonly dy: Tensor;
  /** Gradient of the first input, to be overwritten; absent where nobody needs it. */
  readonly dx: Tensor | undefined;
  /** The same for every input. */
  readonly dxs: readonly (Tensor | undefined)[];
  /** The first input's mask, [batch, time]: 0 at steps that do not count, else 1. */
  readonly mask: Tensor | undefined;
  /** The same for every input. */
  readonly masks: readonly (Tensor | undefined)[];
  /** To be filled in `forward` by a layer that makes a mask: [batch, first extent of the output]. */
  readonly outputMask: Tensor | undefined;
  /** Dropout and the like act in training only. */
  readonly training: boolean;
  /**
   * The loss applies the layer's last activation itself, in its stable form: `y` receives what
   * stands before it, and `dy` arrives as the gradient of that.
   */
  readonly skipActivation: boolean;
  /** A tensor [batch, …shape] that lives as long as the binding. */
  buffer(shape: Shape): Tensor;
}

/** A function that makes layers of one type; without a configuration where none is needed. */
export type LayerFactory<Config extends LayerConfig> = ((
  ...config: object extends Config ? [config?: Config] : [config: Config]
) => Layer) & { readonly type: string };

/**
 * Makes the function that users call, `dense({ units: 10 })`. `define` reads the options and returns the
 * layer's `build`, whose parameters behind `scope` are the inputs it takes; a rest parameter takes any
 * number. The options that there are, besides `name` and others that all layers have, are those that
 * `define` reads before it returns.
 *
 * @param checks for options that are no finite numbers
 * @throws the function: what `define` throws
 * @example
 * // y = x²        dx = 2·x·dy
 * const square = defineLayer("square", () => (_scope, input) => ({
 *   output: input,
 *   bind: ({ x, y, dx, dy }) => ({
 *     forward: bindMul({ out: y, a: x, b: x }),
 *     backward: inOrder(
 *       dx && bindMul({ out: dx, a: x, b: dy }),
 *       dx && bindAdd({ out: dx, a: dx, b: dx }),
 *     ),
 *   }),
 * }));
 * const net = sequential({ inputShape: [2], layers: [square()] });
 * toNested(net.predict([[2, 3]])) // [[4, 9]]
 */
export function defineLayer<Config extends object>(
  type: string,
  define: (config: Config & LayerConfig) => Layer["build"],
  checks: OptionChecks<Omit<Config, keyof LayerConfig>> = {},
): LayerFactory<Config & LayerConfig> {
  const create = (given = {} as Config & LayerConfig): Layer => {
    const config = Object.freeze({ ...given }) as Config & LayerConfig;
    const read = (options: Config & LayerConfig): Layer["build"] => {
      const { name: _name, trainable: _trainable } = options;
      readRegularizers(options);
      return define(options);
    };
    const all = { trainable: expectBoolean, ...REGULARIZER_CHECKS, ...checks, name: expectPath };
    const layer: Layer = {
      type,
      config,
      build: withOptions(type, config, read, all),
      apply: (inputs) => {
        const values = Array.isArray(inputs) ? [...inputs] : [inputs];
        for (const value of values) expectSymbolic(value, `${type}: apply`);
        return Object.freeze({ layer, inputs: values, states: [] });
      },
      with: (options) => create({ ...config, ...options }),
    };
    return layer;
  };
  return Object.assign(create, { type });
}

function expectPath(name: unknown, where: string): void {
  if (typeof name !== "string" || name === "" || name.includes("/")) {
    throw new RangeError(`${where}: expected a text without "/", got ${show(name)}`);
  }
}

/** @throws for anything but a value of a graph */
export function expectSymbolic(value: unknown, where: string): void {
  const inputs = (value as SymbolicTensor | null | undefined)?.inputs;
  if (!Array.isArray(inputs)) {
    throw new TypeError(
      `${where}: expected a value of a graph, such as input({ shape: [4] }), got ${show(value)}`,
    );
  }
}

/** @throws for a layer that returns states, where only its output can be taken */
export function expectNoStates({ config }: Layer, where: string): void {
  if ((config as { readonly returnState?: boolean }).returnState) {
    throw new TypeError(
      `${where}: expected a layer of one output, got one with returnState; apply it in a graph`,
    );
  }
}
