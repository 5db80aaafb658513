import { appendFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { diagnose } from "@kindling/nn";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chartsOf } from "./charts.ts";
import { loadData } from "./data.ts";
import { modelOf, type Result, runCell } from "./experiment.ts";
import { type Cell, cellsOf, keyOf, type Settings, specOf } from "./grid.ts";
import { htmlOf } from "./html.ts";
import { answer } from "./hypotheses.ts";
import { parseOptions } from "./options.ts";
import { Store, toCsv } from "./store.ts";
import { gradientRatio, groupsOf, scalePerLayer, short } from "./summary.ts";
import { tableOf } from "./table.ts";

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "kindling-lab-"));
});

afterAll(() => rmSync(folder, { recursive: true }));

const settings: Settings = { width: 8, epochs: 2, batchSize: 32, learningRate: 0.1, samples: 128 };
const cell: Cell = {
  dataset: "spirals",
  net: "dense",
  depth: 2,
  activation: "tanh",
  initializer: "zeros",
  seed: 1,
};

function scaleOf(layer: number, value: number): Result["scales"][number] {
  return { layer, rms: value, predictedRms: value, gradient: value, predictedGradient: value };
}

/** A result as a training with those figures would give it. */
function resultOf(own: Partial<Cell>, figures: Partial<Result> = {}): Result {
  return {
    cell: { ...cell, ...own },
    losses: [1, 0.5],
    accuracies: [0.5, 0.8],
    initialLoss: 1,
    scales: [1, 2, 3].map((layer) => scaleOf(layer, 1)),
    copiesBefore: 0,
    copiesAfter: 0,
    firstStep: 0.01,
    findings: [],
    finite: true,
    seconds: 1,
    ...figures,
  };
}

describe("the grid", () => {
  it("has every combination once, one seed after the other", () => {
    const options = parseOptions(["--seeds", "2", "--depths", "1,3", "--datasets", "spirals"]);
    if (options === "help") throw new Error("unreachable");
    const cells = cellsOf(options.experiment);
    expect(cells).toHaveLength(2 * 2 * 3 * 9);
    expect(new Set(cells.map((each) => keyOf(each, settings))).size).toBe(cells.length);
    expect(cells.map(({ seed }) => seed)).toEqual([...cells.keys()].map((i) => (i < 54 ? 1 : 2)));
  });

  it.each([
    [["--datasets", "cifar"], '--datasets: expected some of mnist,spirals, got "cifar"'],
    [["--depths", "2,x"], '--depths: expected a whole number, at least 1, got "x"'],
    [["--learning-rate", "0"], '--learning-rate: expected a number above 0, got "0"'],
    [["--nets", "dense,cnn"], "--nets: expected some of dense,residual,residualFromZero,"],
    [["--activations", "rely"], "--activations: expected one of linear, relu,"],
    [["--initializers", "zeros;hePlain"], "--initializers: "],
    [["--initializers", '{"name":'], "--initializers: "],
  ])("refuses %j", (args, message) => {
    expect(() => parseOptions(args)).toThrow(message);
  });
});

describe("an own grid", () => {
  it("takes any activation, and initializers by name or configuration", () => {
    const args = ["--activations", "gelu,selu", "--initializers"];
    const options = parseOptions([...args, 'orthogonal;{"name":"orthogonal","gain":1.4}; N(0, 1)']);
    if (options === "help") throw new Error("unreachable");
    const { activations, initializers } = options.experiment;
    expect(activations).toEqual(["gelu", "selu"]);
    expect(initializers.map(specOf)).toEqual([
      "orthogonal",
      { name: "orthogonal", gain: 1.4 },
      { name: "normal", std: 1 },
    ]);
  });

  it("has convolutions and recurrent nets for digits only", () => {
    const options = parseOptions(["--nets", "convolution,recurrent,residual", "--seeds", "1"]);
    if (options === "help") throw new Error("unreachable");
    const kinds = cellsOf(options.experiment).map(({ dataset, net }) => `${dataset} ${net}`);
    expect([...new Set(kinds)]).toEqual([
      "mnist convolution",
      "mnist recurrent",
      "mnist residual",
      "spirals residual",
    ]);
  });

  it.each(["residual", "residualFromZero", "convolution", "recurrent"] as const)(
    "trains nets of the kind %s",
    async (net) => {
      const own: Cell = { ...cell, dataset: "mnist", net, initializer: "glorotUniform" };
      const result = await runCell(own, { ...settings, width: 16 }, loadData("mnist", 128));
      expect(result.losses).toHaveLength(2);
      expect(result.finite).toBe(true);
      // Two layers or blocks, the last layer, and for blocks the one in front.
      expect(result.scales).toHaveLength(net.startsWith("residual") ? 4 : 3);
    },
  );

  it("begins residual branches at zero: a block hands on what it gets", async () => {
    const own: Cell = { ...cell, net: "residualFromZero", initializer: "heNormal" };
    const { scales } = await runCell(own, settings, loadData("spirals", 128));
    expect(scales[2]).toMatchObject({ rms: scales[0]!.rms, gradient: scales[0]!.gradient });
  });
});

describe("theory", () => {
  it("expects of gradients what is measured, on their way back through wide layers", async () => {
    const own: Cell = { ...cell, depth: 6, initializer: "glorotUniform" };
    const { scales } = await runCell(own, { ...settings, width: 256 }, loadData("spirals", 128));
    for (const { gradient, predictedGradient } of scales.slice(0, -1)) {
      // Each layer back multiplies by a mean over 256 squares, whose root has a standard error of
      // √(2/256)/2 = 0.044; five of them 0.1.
      expect(Math.abs(gradient / predictedGradient! - 1)).toBeLessThan(0.4);
    }
  });
});

describe("a training", () => {
  it("shows that zeros learn nothing, with units that stay copies", async () => {
    const result = await runCell(cell, settings, loadData("spirals", settings.samples));
    expect(result.copiesBefore).toBe(1 - 2 / 16); // of 8 units in each of two layers one is new
    expect(result.copiesAfter).toBe(1 - 2 / 16);
    expect(result.initialLoss).toBeCloseTo(Math.LN2, 6);
    expect(result.losses).toHaveLength(2);
    expect(result.findings).toEqual(["symmetricUnits"]);
  });

  it("ends where the loss is not finite, and says so", async () => {
    const own: Cell = { ...cell, depth: 10, activation: "relu", initializer: "N(0, 1)" };
    const wide = { ...settings, width: 64, epochs: 5 };
    const result = await runCell(own, wide, loadData("spirals", settings.samples));
    expect(result.finite).toBe(false);
    expect(result.losses.length).toBeLessThan(5);
  });

  it("gives the same twice", async () => {
    const data = loadData("spirals", settings.samples);
    const [first, second] = [
      await runCell(cell, settings, data),
      await runCell(cell, settings, data),
    ];
    expect({ ...second, seconds: 0 }).toEqual({ ...first, seconds: 0 });
  });
});

describe("the store", () => {
  it("finds what an interrupted run left, without a line that was cut off", () => {
    const file = join(folder, "results.jsonl");
    new Store(file).add(resultOf({}), settings);
    appendFileSync(file, '{"key":"[\\"spirals\\",2');
    const store = new Store(file);
    expect(store.get(cell, settings)).toEqual(resultOf({}));
    expect(store.get({ ...cell, seed: 2 }, settings)).toBeUndefined();
    expect(store.get(cell, { ...settings, width: 9 })).toBeUndefined();
    store.add(resultOf({ seed: 2 }), settings);
    expect(readFileSync(file, "utf8").trim().split("\n")).toHaveLength(2);
  });

  it("writes tables for spreadsheets", () => {
    const [head, row] = toCsv([resultOf({ initializer: "N(0, 1)" })]).split("\n");
    expect(head).toMatch(/^dataset,net,depth,activation,initializer,seed,/);
    expect(row).toBe('spirals,dense,2,tanh,"N(0, 1)",1,1,0.5,0.8,0,0,0.01,true,,1');
  });
});

describe("the summary", () => {
  it("puts the seeds of a cell together", () => {
    const groups = groupsOf([resultOf({}), resultOf({ depth: 3 }), resultOf({ seed: 2 })]);
    expect(groups.map(({ results }) => results.length)).toEqual([2, 1]);
    expect(tableOf(groups).split("\n")).toHaveLength(3);
  });

  it("takes ratios between the first and the last hidden layer", () => {
    const scales = [1, 4, 9].map((value, i) => scaleOf(i, value));
    const result = resultOf({}, { scales });
    expect(gradientRatio(result)).toBe(0.25);
    expect(scalePerLayer(result)).toBe(4); // one layer further on
  });

  it("writes numbers shortly", () => {
    expect([0, 0.123, 1234, 1.5e-9, 2e7, Number.POSITIVE_INFINITY, Number.NaN].map(short)).toEqual([
      "0",
      "0.12",
      "1200",
      "1.5e-9",
      "2e7",
      "∞",
      "–",
    ]);
  });
});

describe("the answers", () => {
  const verdicts = (results: Result[]) => answer(results).map(({ verdict }) => verdict);

  it("are none where nothing was tried", () => {
    expect(answer([])).toEqual([]);
    expect(answer([resultOf({ net: "residual" })])).toEqual([]);
  });

  it("follow the figures", () => {
    const flat = { losses: [1, 1], copiesAfter: 0.98 };
    expect(verdicts([resultOf({}, flat)])).toEqual(["confirmed"]);
    expect(verdicts([resultOf({}, { ...flat, losses: [1, 0.9] })])).toEqual(["not confirmed"]);
    expect(verdicts([resultOf({}, { ...flat, copiesAfter: 0.5 })])).toEqual(["not confirmed"]);
    const big = resultOf({ initializer: "N(0, 1)" }, { losses: [9, 3] });
    expect(verdicts([big, resultOf({ initializer: "heNormal" })])).toEqual(["confirmed"]);
    expect(verdicts([big])).toEqual(["not confirmed"]); // nothing to compare with but itself
    const relu = (initializer: Cell["initializer"], loss: number) =>
      resultOf({ activation: "relu", initializer }, { losses: [loss] });
    expect(verdicts([relu("heNormal", 0.1), relu("glorotNormal", 0.2)])).toEqual(["confirmed"]);
    expect(verdicts([relu("heNormal", 0.2), relu("glorotNormal", 0.1)])).toEqual(["not confirmed"]);
    const sigmoid = (initializer: Cell["initializer"], accuracy: number) =>
      resultOf({ activation: "sigmoid", initializer }, { accuracies: [accuracy] });
    const uniform = sigmoid("fanInUniform", 0.8);
    expect(verdicts([uniform, sigmoid("heNormal", 0.81)])).toEqual(["confirmed"]);
    expect(verdicts([uniform, sigmoid("heNormal", 0.83)])).toEqual(["not confirmed"]);
    expect(verdicts([resultOf({ initializer: "glorotNormal" })])).toEqual(["confirmed"]);
    const fading = { scales: [1, 0.5, 0.25].map((value, i) => scaleOf(i + 1, value)) };
    expect(verdicts([resultOf({ initializer: "glorotNormal" }, fading)])).toEqual([
      "not confirmed",
    ]);
  });
});

describe("the report", () => {
  it("is one file with every chart, its numbers, and nothing from elsewhere", async () => {
    const results = [resultOf({}), resultOf({ initializer: "heNormal" })];
    const charts = await chartsOf(results);
    const { x, y, ...sizes } = loadData("spirals", 128);
    const diagnosis = diagnose(modelOf(cell, settings, sizes), { x, y });
    const html = htmlOf({
      settings,
      answers: answer(results),
      charts,
      groups: groupsOf(results),
      diagnoses: [{ name: "<zeros>", diagnosis }],
    });
    expect(html.match(/<div role="img" aria-label="[^"]+"><svg /g)).toHaveLength(6);
    // For each chart its numbers; the diagnosis, and in it what its columns say.
    expect(html.match(/<details>/g)).toHaveLength(6 + 2);
    expect(html.match(/<caption>/g)).toHaveLength(6 + 2);
    expect(html).toContain("<summary>&lt;zeros&gt;: 1 finding</summary>");
    const isElsewhere = /https?:|src=|url\((?!#)/;
    expect(isElsewhere.test(html.replaceAll(/xmlns(:xlink)?="[^"]*"/g, ""))).toBe(false);
  });
});
