import type { Shape, Tensor } from "@kindling/core";
import type { FillContext, Initializer } from "./initializer.ts";
import type { Fans } from "./law-context.ts";
import type { InitializerSpec } from "./spec.ts";

/**
 * The names of the dialects.
 *
 * @example DIALECTS.includes("torch") // true
 */
export const DIALECTS = ["keras", "torch", "jax"] as const;

/** A framework whose defaults layers can take. */
export type DialectName = (typeof DIALECTS)[number];

/** Which parameter of which kind of layer. */
export interface ParameterPlace {
  /** The type of the layer: `dense`, `lstm`. */
  readonly layer: string;
  /** The name of the parameter in it: `kernel`, `bias`. */
  readonly parameter: string;
  readonly shape: Shape;
  /** The same with axes apart that lie in one, such as those of heads: [in, heads, size]. */
  readonly axes?: Shape | undefined;
}

/** What a framework does when nobody says how a parameter starts. */
export interface Dialect {
  readonly name: DialectName;
  /**
   * What a parameter starts from by default.
   *
   * @param fans what the layer says of them
   * @throws for parameters whose role is not known
   */
  start(place: ParameterPlace, fans: Fans): Initializer;
  /** Fills a parameter by any initializer, element by element in the order of the framework. */
  fill(place: ParameterPlace, initializer: Initializer, out: Tensor, context: FillContext): void;
}

/** What a framework's file says of it. */
export interface DialectTable {
  /** By the name of the parameter; other names that end in Kernel or Bias take `kernel` or `bias`. */
  readonly roles: Readonly<Record<string, InitializerSpec>>;
  /** What single types of layers do differently. */
  readonly layers: Readonly<Record<string, Readonly<Record<string, InitializerSpec>>>>;
  /** The fans as the framework counts them, where not as the layer does. */
  fans?(place: ParameterPlace, declared: Fans): Fans | undefined;
  /** Fills in the framework's order of draws, where that is not the order of the tensor. */
  fill?: Dialect["fill"];
}
