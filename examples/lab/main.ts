// The experiment on initializers: the same nets on the same data, only the weights start differently.
//
//     npm run lab
//     npm run lab -- --quick
//     npm run lab -- --help
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import cliProgress from "cli-progress";
import { chartsOf } from "./charts.ts";
import { cellsOf } from "./grid.ts";
import { htmlOf } from "./html.ts";
import { answer } from "./hypotheses.ts";
import { HELP, type Options, parseOptions } from "./options.ts";
import { runAll } from "./pool.ts";
import { Store, toCsv } from "./store.ts";
import { groupsOf } from "./summary.ts";
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
  const kinds = experiment.datasets.flatMap((dataset) =>
    experiment.nets.map((net) =>
      results.filter(({ cell }) => cell.dataset === dataset && cell.net === net),
    ),
  );
  const charts = await Promise.all(kinds.filter((kind) => kind.length > 0).map(chartsOf));
  writeFileSync(
    join(out, "report.html"),
    htmlOf({ settings, answers, charts: charts.flat(), groups }),
  );
  console.log(`\n${tableOf(groups)}\n\n${verdictsOf(answers)}\n`);
  console.log(`${join(out, "report.html")}, with results.json and results.csv beside it`);
}

try {
  const options = parseOptions(process.argv.slice(2));
  if (options === "help") process.stdout.write(HELP);
  else await run(options);
} catch (error) {
  console.error(`lab: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}
