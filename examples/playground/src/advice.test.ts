import type { Change, Finding } from "@kindling/nn";
import { describe, expect, it } from "vitest";
import { adviceOf, inWords } from "./advice.ts";

const layer = (number: number, config: Record<string, unknown>): Change => ({
  kind: "layer",
  path: `dense_${number}`,
  config,
});
const he = { kernelInitializer: "heNormal", biasInitializer: "zeros" };

describe("a remedy in words", () => {
  it.each<[string, Change[]]>([
    ["draw layers 1–3 by heNormal", [layer(1, he), layer(2, he), layer(3, he)]],
    ["draw layers 1, 3 by heNormal", [layer(1, he), layer(3, he)]],
    [
      "draw layer 1 by heNormal, draw layer 2 by glorotUniform",
      [layer(1, he), layer(2, { kernelInitializer: "glorotUniform" })],
    ],
    [
      "draw layer 2 by varianceScaling of 0.1",
      [layer(2, { kernelInitializer: { name: "varianceScaling", scale: 0.1 } })],
    ],
    [
      "layers 1–2 with tanh, drawn by glorotUniform",
      [1, 2].map((i) => layer(i, { kernelInitializer: "glorotUniform", activation: "tanh" })),
    ],
    ["learn at a rate of 0.01", [{ kind: "learningRate", learningRate: 0.01 }]],
    [
      "bring the inputs to mean 0 and variance 1",
      [{ kind: "input", index: 0, mean: [0.5, 1], variance: [2, 3] }],
    ],
  ])("%s", (words, changes) => {
    expect(inWords({ code: "", changes })).toBe(words);
  });
});

it("puts findings with the same remedy under one button, layers by their numbers", () => {
  const remedy = { code: "dense_1: { … }", changes: [layer(1, he)] };
  const other = { code: "sgd({ learningRate: 0.1 })", changes: [] };
  const finding = (code: Finding["code"], more: Partial<Finding>): Finding => ({
    code,
    severity: "warning",
    paths: ["dense_1"],
    figure: "norm 2 times that at dense_3",
    why: "Why.",
    remedy,
    ...more,
  });
  const advice = adviceOf([
    finding("initializerMisfit", { paths: ["dense_1", "dense_2"] }),
    finding("learningRateTooHigh", { paths: ["optimizer"], figure: "2", remedy: other }),
    finding("explodingGradients", { severity: "error" }),
  ]);
  expect(advice).toEqual([
    {
      finding: "initializerMisfit",
      remedy: "draw layer 1 by heNormal",
      code: remedy.code,
      severity: "error",
      findings: [
        { title: "layers 1–2: norm 2 times that at layer 3", why: "Why." },
        { title: "layer 1: norm 2 times that at layer 3", why: "Why." },
      ],
    },
    {
      finding: "learningRateTooHigh",
      remedy: "",
      code: other.code,
      severity: "warning",
      findings: [{ title: "optimizer: 2", why: "Why." }],
    },
  ]);
});
