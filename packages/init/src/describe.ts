import type { Activation } from "@kindling/core";
import type { Fans, LawContext } from "./initializer.ts";
import type { Law } from "./law.ts";
import { initializers } from "./registry.ts";
import type { InitializerSpec } from "./spec.ts";

/** An initializer in words and in numbers. */
export interface Description {
  /** One line: `N(0, 0.0505²), heNormal, fanIn 784`. */
  readonly text: string;
  readonly name: string;
  readonly config: Readonly<object>;
  /** Absent when the initializer writes the values itself. */
  readonly law?: Law;
  /** The fans that the law depends on. */
  readonly fans: Partial<Fans>;
}

/**
 * What an initializer does for given fans: the law in numbers, the name, the options that were
 * given, and the fans that matter.
 *
 * @throws what resolving the spec throws, and for fans that are not whole numbers, 0 or more
 * @example describe("heNormal", { fanIn: 784, fanOut: 128 }).text // "N(0, 0.0505²), heNormal, fanIn 784"
 */
export function describe(spec: InitializerSpec, context: LawContext): Description {
  const initializer = initializers.resolve(spec);
  const { name, config } = initializer;
  const read: { -readonly [Fan in keyof Fans]?: number } = {};
  let activation: LawContext["activation"];
  const law = initializer.law?.({
    get fanIn() {
      read.fanIn = context.fanIn;
      return context.fanIn;
    },
    get fanOut() {
      read.fanOut = context.fanOut;
      return context.fanOut;
    },
    get activation() {
      activation = context.activation;
      return activation;
    },
  });
  const fans: Partial<Fans> = (law && initializer.fans) ?? read;

  const parts = [
    law && formatLaw(law),
    withOptions(name, config),
    fans.fanIn !== undefined && `fanIn ${fans.fanIn}`,
    fans.fanOut !== undefined && `fanOut ${fans.fanOut}`,
    activation && formatActivation(activation),
  ];
  const text = parts.filter(Boolean).join(", ");
  return { text, name, config, ...(law && { law }), fans };
}

/** `heNormal(negativeSlope 0.1)` */
function withOptions(name: string, config: object): string {
  const options = Object.entries(config).map(([option, value]) => `${option} ${value}`);
  return options.length > 0 ? `${name}(${options.join(", ")})` : name;
}

function formatActivation(activation: Activation): string {
  if (typeof activation === "string") return activation;
  const { name, ...options } = activation;
  return withOptions(name, options);
}

/** The law as papers write it, with three significant digits. */
function formatLaw(law: Law): string {
  switch (law.kind) {
    case "constant":
      return short(law.value);
    case "rademacher":
      return `±${short(law.scale)}`;
    case "uniform":
      return `U(${short(law.low)}, ${short(law.high)})`;
    case "normal":
      return `N(${short(law.mean)}, ${short(law.std)}²)`;
    case "truncatedNormal": {
      const { mean, std, low, high } = law;
      const cut = low === -high ? `±${short(high)}σ` : `[${short(low)}, ${short(high)}]σ`;
      return `N(${short(mean)}, ${short(std)}²) within ${cut}`;
    }
  }
}

function short(value: number): string {
  return `${Number(value.toPrecision(3))}`;
}
