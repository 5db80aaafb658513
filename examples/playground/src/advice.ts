import type { Change, Finding, Remedy } from "@kindling/nn";
import type { Advice } from "./protocol.ts";

/** Findings as the page says them: those with the same remedy under one button. */
export function adviceOf(findings: readonly Finding[]): Advice[] {
  const byRemedy = new Map<string, [Finding, ...Finding[]]>();
  for (const finding of findings) {
    const key = JSON.stringify(finding.remedy.changes);
    const alike = byRemedy.get(key);
    if (alike) alike.push(finding);
    else byRemedy.set(key, [finding]);
  }
  return Array.from(byRemedy.values(), (alike) => ({
    finding: alike[0].code,
    remedy: inWords(alike[0].remedy),
    code: alike[0].remedy.code,
    severity: alike.some(({ severity }) => severity === "error") ? "error" : "warning",
    findings: alike.map(({ paths, figure, why }) => ({
      title: `${layersIn(paths)}: ${figure.replace(/\bdense_(\d+)\b/g, "layer $1")}`,
      why,
    })),
  }));
}

/** `draw layers 1–3 by heNormal`. */
export function inWords({ changes }: Remedy): string {
  const paths = new Map<string, string[]>();
  const words: string[] = [];
  for (const change of changes) {
    switch (change.kind) {
      case "layer": {
        const key = JSON.stringify(change.config);
        paths.set(key, [...(paths.get(key) ?? []), change.path]);
        break;
      }
      case "input":
        words.push("bring the inputs to mean 0 and variance 1");
        break;
      case "learningRate":
        words.push(`learn at a rate of ${change.learningRate}`);
        break;
    }
  }
  for (const [config, own] of paths) words.push(changeOf(layersIn(own), JSON.parse(config)));
  return words.join(", ");
}

type Options = Extract<Change, { readonly kind: "layer" }>["config"];

function changeOf(layers: string, { activation, kernelInitializer }: Options): string {
  const law =
    typeof kernelInitializer === "string"
      ? kernelInitializer
      : Object.values(kernelInitializer ?? {}).join(" of ");
  return activation ? `${layers} with ${activation}, drawn by ${law}` : `draw ${layers} by ${law}`;
}

/** `layers 1–3` of `dense_1`, `dense_2`, `dense_3`; other paths as they are. */
function layersIn(paths: readonly string[]): string {
  const numbers = paths.map((path) => Number(/^dense_(\d+)$/.exec(path)?.[1]));
  if (!numbers.every(Number.isInteger)) return paths.join(", ");
  if (numbers.length === 1) return `layer ${numbers[0]}`;
  const [first, last] = [numbers[0]!, numbers.at(-1)!];
  const isRun = last - first === numbers.length - 1;
  return `layers ${isRun ? `${first}–${last}` : numbers.join(", ")}`;
}
