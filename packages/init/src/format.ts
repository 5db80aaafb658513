import { type Activation, namedActivation } from "@kindling/core";
import type { Law } from "./law.ts";

/** Texts of options end here: values may be whole matrices. */
const LONGEST = 60;

/** `heNormal(negativeSlope 0.1)` */
export function formatOptions(name: string, options: object): string {
  const list = Object.entries(options).map(([option, value]) => `${option} ${formatValue(value)}`);
  return list.length > 0 ? `${name}(${cut(list.join(", "))})` : name;
}

/** `tanh`, `elu(alpha 0.5)` */
export function formatActivation(activation: Activation): string {
  const named = namedActivation(activation);
  if (typeof named === "string") return named;
  const { name, ...options } = named;
  return formatOptions(name, options);
}

/** The law as papers write it, with three significant digits. */
export function formatLaw(law: Law): string {
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

/** Three significant digits. */
export function short(value: number): string {
  return `${Number(value.toPrecision(3))}`;
}

function formatValue(value: unknown): string {
  if (typeof value === "number") return short(value);
  if (Array.isArray(value)) return `[${value.map(formatValue).join(", ")}]`;
  if (typeof value === "object" && value !== null && "name" in value) {
    const { name, ...options } = value;
    return formatOptions(`${name}`, options);
  }
  return `${value}`;
}

function cut(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
