import { show } from "@kindling/core";
import { defineStructural, type FillFunction, type Initializer } from "./initializer.ts";

/**
 * An initializer that another one is made of: an initializer, a function that writes the values, or
 * a name with options, which only a registry understands.
 */
export type InitializerPart =
  | Initializer
  | FillFunction
  | { readonly name: string; readonly [option: string]: unknown };

/** Turns a part into an initializer. A registry hands its own on to the factories it calls. */
export type ResolvePart = (part: InitializerPart) => Initializer;

/**
 * An initializer from itself, or from a function that writes the values.
 *
 * @throws for names, which only a registry knows
 * @example resolveObject(zeros()).name // "zeros"
 */
export function resolveObject(part: InitializerPart): Initializer {
  const made = initializerOf(part);
  if (made) return made;
  throw new TypeError(
    `initializer: expected an initializer or a function, got ${show(part)}; ` +
      "names are for initializers.resolve",
  );
}

/** An initializer as it is, or one of a function; nothing for what is neither. */
export function initializerOf(part: unknown): Initializer | undefined {
  if (typeof part === "function") {
    return defineStructural(part.name || "function", () => part as FillFunction)();
  }
  if (typeof part !== "object" || part === null) return undefined;
  const { name, fill } = part as Partial<Initializer>;
  return typeof name === "string" && typeof fill === "function" ? (part as Initializer) : undefined;
}

/** `{ name, …config }`, as JSON holds it. */
export function specOf({ name, config }: Initializer): { readonly name: string } {
  return { name, ...config };
}
