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
  const law = initializer.law?.({
    get fanIn() {
      read.fanIn = context.fanIn;
      return context.fanIn;
    },
    get fanOut() {
      read.fanOut = context.fanOut;
      return context.fanOut;
    },
    activation: context.activation,
  });
  const fans: Partial<Fans> = (law && initializer.fans) ?? read;

  const options = Object.entries(config).map(([option, value]) => `${option} ${value}`);
  const parts = [
    law && formatLaw(law),
    options.length > 0 ? `${name}(${options.join(", ")})` : name,
    fans.fanIn !== undefined && `fanIn ${fans.fanIn}`,
    fans.fanOut !== undefined && `fanOut ${fans.fanOut}`,
  ];
  const text = parts.filter(Boolean).join(", ");
  return { text, name, config, ...(law && { law }), fans };
}

/** The law as papers write it, with three significant digits. */
function formatLaw(law: Law): string {
  switch (law.kind) {
    case "constant":
      return short(law.value);
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
