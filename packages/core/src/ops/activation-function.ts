import { show } from "../show.ts";
import type { Tensor } from "../tensor.ts";
import type { Run } from "./run.ts";

/** An activation as a value: what its name stands for. Made by the functions of `activations.ts`. */
export interface ActivationFunction<Name extends string = string> {
  readonly name: Name;
  /** What the backward pass reads: the input or the output. */
  readonly reads: "x" | "y";
  /** The value of the one option that it has, else 1. */
  readonly option: number;
  /** Binds y = f(x); y may be x. */
  forward(x: Tensor, y: Tensor): Run;
  /** Binds dx = dy ∘ f′; `at` is the input or the output, as `reads` says, and dx may be dy. */
  backward(at: Tensor, dy: Tensor, dx: Tensor): Run;
  /** The name, or `{ name, …options }`: what stands for it in a saved model. */
  toJSON(): unknown;
}

/**
 * True for activations as values.
 *
 * @example isActivationFunction(reluActivation()) // true
 */
export function isActivationFunction(activation: unknown): activation is ActivationFunction<never> {
  return (
    typeof activation === "object" &&
    activation !== null &&
    typeof (activation as ActivationFunction).backward === "function"
  );
}

/**
 * The name that a value stands for, with its options where it was given some; names as they are.
 *
 * @example
 * namedActivation(reluActivation()) // "relu"
 * namedActivation(eluActivation({ alpha: 2 })) // { name: "elu", alpha: 2 }
 */
export function namedActivation<A>(activation: A): Exclude<A, ActivationFunction> {
  const named: unknown = isActivationFunction(activation) ? activation.toJSON() : activation;
  return named as Exclude<A, ActivationFunction>;
}

/** How an activation is computed. */
interface Definition<Option extends string> {
  readonly reads: "x" | "y";
  readonly option?: { readonly name: Option; readonly preset: number; readonly least?: number };
  forward(x: Tensor, y: Tensor, option: number): Run;
  backward(at: Tensor, dy: Tensor, dx: Tensor, option: number): Run;
}

/** Makes the function that users call, `leakyRelu({ negativeSlope: 0.1 })`. */
export function defineActivation<Name extends string, Option extends string = never>(
  name: Name,
  { reads, option: known, forward, backward }: Definition<Option>,
): (options?: { readonly [Key in Option]?: number }) => ActivationFunction<Name> {
  return (options = {}) => {
    for (const key of Object.keys(options)) {
      if (key !== known?.name) throw new TypeError(`${name}: expected no option ${show(key)}`);
    }
    const option = known ? (options[known.name] ?? known.preset) : 1;
    const least = known?.least ?? Number.MIN_VALUE;
    if (!(typeof option === "number" && option >= least && option < Number.POSITIVE_INFINITY)) {
      const range = least > 0 ? "above 0" : "0 or more";
      throw new RangeError(
        `${name}: ${known?.name}: expected a finite number, ${range}, got ${show(option)}`,
      );
    }
    return Object.freeze({
      name,
      reads,
      option,
      forward: (x: Tensor, y: Tensor) => forward(x, y, option),
      backward: (at: Tensor, dy: Tensor, dx: Tensor) => backward(at, dy, dx, option),
      toJSON: () => (Object.keys(options).length > 0 ? { name, ...options } : name),
    });
  };
}

/** What a product or a convolution ends with: applied while it stores, or a value for a pass behind. */
export type Epilogue = "linear" | "relu" | ActivationFunction;

/** The pass over `out` that is left to do. @throws for anything else, the names of others included */
export function bindEpilogue(activation: Epilogue, out: Tensor, where: string): Run | undefined {
  if (activation === "linear" || activation === "relu") return undefined;
  if (isActivationFunction(activation)) return activation.forward(out, out);
  throw new TypeError(
    `${where}: activation: expected "linear", "relu" or a value such as tanhActivation(), got ${show(activation)}`,
  );
}
