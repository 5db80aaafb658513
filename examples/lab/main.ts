// The experiment on initializers: the same nets on the same data, only the weights start differently.
//
//     npm run lab
//     npm run lab -- --quick
//     npm run lab -- --help
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { diagnose } from "@kindling/nn";
import cliProgress from "cli-progress";
import { chartsOf } from "./charts.ts";
import { loadData } from "./data.ts";
import { modelOf, type Result } from "./experiment.ts";
import { cellsOf, type Settings } from "./grid.ts";
import { htmlOf, type NamedDiagnosis } from "./html.ts";
import { answer } from "./hypotheses.ts";
import { HELP, type Options, parseOptions } from "./options.ts";
import { runAll } from "./pool.ts";
import { Store, toCsv } from "./store.ts";
import { groupsOf, nameOf } from "./summary.ts";
import { tableOf, verdictsOf } from "./table.ts";

async function run({ experiment, threads, out }: Options): Promise<void> {
  const { settings } = experiment;
  const cells = cellsOf(experiment);
  if (cells.length === 0) throw new RangeError("--nets: expected some that read spirals, too");
  const store = new Store(join(out, "results.jsonl"));
  const missing = cells.filter((cell) => store.get(cell, settings) === undefined);
  if (missing.length < cells.length) {
    console.log(`${cells.length - missing.length} of ${cells.length} trainings are there already`);
  }
  const bar = new cliProgress.SingleBar(
    {
      format: "{bar} {value}/{total} trainings, {eta_formatted} left",
      noTTYOutput: true,
      notTTYSchedule: 10_000,
    },
    cliProgress.Presets.shades_classic,
  );
  bar.start(missing.length, 0);
  try {
    await runAll(missing, settings, threads, (result) => {
      store.add(result, settings);
      bar.increment();
    });
  } finally {
    bar.stop();
  }
  const results = cells.map((cell) => store.get(cell, settings)!);
  const groups = groupsOf(results);
  const answers = answer(results);
  writeFileSync(join(out, "results.json"), JSON.stringify({ settings, answers, results }, null, 1));
  writeFileSync(join(out, "results.csv"), toCsv(results));
  const kinds = experiment.datasets
    .flatMap((dataset) =>
      experiment.nets.map((net) =>
        results.filter(({ cell }) => cell.dataset === dataset && cell.net === net),
      ),
    )
    .filter((kind) => kind.length > 0);
  const charts = await Promise.all(kinds.map(chartsOf));
  writeFileSync(
    join(out, "report.html"),
    htmlOf({
      settings,
      answers,
      charts: charts.flat(),
      groups,
      diagnoses: kinds.flatMap((kind) => diagnosesOf(kind, settings)),
    }),
  );
  console.log(`\n${tableOf(groups)}\n\n${verdictsOf(answers)}\n`);
  console.log(`${join(out, "report.html")}, with results.json and results.csv beside it`);
}

/** Of the deepest nets with the last activation, one for each initializer. */
function diagnosesOf(results: readonly Result[], settings: Settings): NamedDiagnosis[] {
  const depth = Math.max(...results.map(({ cell }) => cell.depth));
  const { dataset, activation, seed } = results.at(-1)!.cell;
  const { x, y, ...sizes } = loadData(dataset, settings.samples);
  return results
    .map(({ cell }) => cell)
    .filter((cell) => cell.depth === depth && cell.activation === activation && cell.seed === seed)
    .map((cell) => ({
      name: nameOf(cell),
      diagnosis: diagnose(modelOf(cell, settings, sizes), { x, y }),
    }));
}

try {
  const options = parseOptions(process.argv.slice(2));
  if (options === "help") process.stdout.write(HELP);
  else await run(options);
} catch (error) {
  console.error(`lab: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}
