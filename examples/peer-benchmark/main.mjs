// Does the same work with kindling and with others, side by side.
//
//   node examples/peer-benchmark/main.mjs [--only WORD[,WORD]] [--peers ID[,ID]] [--json FILE]
//                                         [--rounds 5] [--seconds 0.2] [--warm-up 0.5]
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { bundles } from "./bundle.mjs";
import { GROUPS, inUnit } from "./cases.mjs";
import { coldStarts } from "./cold.mjs";
import { compare } from "./compare.mjs";
import { PEERS, Peer } from "./peers.mjs";
import { absencesOf, tableOf, targetsOf } from "./report.mjs";

const folder = fileURLToPath(new URL(".", import.meta.url));
const options = readOptions();
if (options.ids.some((id) => PEERS[id].installed)) install();

const machine = { processor: cpus()[0].model, node: process.version };
console.log(`${machine.processor}, Node ${process.versions.node}`);
const report = { machine, versions: {}, groups: {} };
for (const [group, { title, cases }] of Object.entries(GROUPS)) {
  const chosen = cases.filter(({ name }) => isWanted(`${group} ${name}`));
  if (chosen.length > 0) await measureGroup(group, title, chosen);
}
if (isWanted("cold tiny"))
  finish("cold", "Cold start: a process that takes one step of tiny", await coldStarts(options));
if (isWanted("bundle mnist"))
  finish("bundle", "Browser bundle of a script that trains mnist", await bundles(options));
if (Object.keys(report.groups).length === 0) {
  console.error(
    `peer-benchmark: --only: expected words of a group or case, got ${options.only.join(",")}`,
  );
  process.exit(1);
}
console.log(`\n${versionLines().join("\n")}`);
if (options.json) writeFileSync(options.json, `${JSON.stringify(report, null, 2)}\n`);

/** One table, with peers that live as long as it is measured. */
async function measureGroup(group, title, cases) {
  const peers = new Map();
  const missing = {};
  for (const id of options.ids) {
    const { peer, hello } = await Peer.start(id);
    if (hello.absent) missing[id] = hello.absent;
    else peers.set(id, peer);
    if (hello.version) report.versions[id] = hello.version;
  }
  const measured = [];
  for (const test of cases) {
    process.stderr.write(`${group} ${test.name} …\n`);
    const results = await compare(test, peers, options);
    const entries = Object.entries(results);
    measured.push({
      name: test.name,
      unit: test.unit,
      higherIsBetter: test.unit === "GFLOP/s",
      targets: test.targets,
      values: Object.fromEntries(
        entries.flatMap(([id, { seconds }]) =>
          seconds === undefined ? [] : [[id, inUnit(test, seconds)]],
        ),
      ),
      absent: {
        ...missing,
        ...Object.fromEntries(
          entries.flatMap(([id, { absent }]) => (absent ? [[id, absent]] : [])),
        ),
      },
      results,
    });
  }
  for (const peer of peers.values()) peer.stop();
  finish(group, title, measured);
}

function versionLines() {
  const entries = Object.entries(report.versions);
  return entries.map(([id, version]) => `  ${PEERS[id].name}: ${version}`);
}

function finish(group, title, cases) {
  report.groups[group] = { title, cases };
  console.log(`\n${tableOf(title, cases, options.ids)}\n`);
  for (const line of [...absencesOf(cases, options.ids), ...targetsOf(cases)]) console.log(line);
}

function isWanted(name) {
  return options.only.length === 0 || options.only.some((word) => name.includes(word));
}

function readOptions() {
  const { values } = parseArgs({
    options: {
      only: { type: "string" },
      peers: { type: "string" },
      json: { type: "string" },
      rounds: { type: "string", default: "5" },
      seconds: { type: "string", default: "0.2" },
      "warm-up": { type: "string", default: "0.5" },
    },
  });
  const ids = values.peers?.split(",") ?? Object.keys(PEERS);
  const stranger = ids.find((id) => !Object.hasOwn(PEERS, id));
  if (stranger !== undefined) {
    fail(`--peers: expected some of ${Object.keys(PEERS).join(", ")}, got ${stranger}`);
  }
  const positive = (name) => {
    const value = Number(values[name]);
    return value > 0 ? value : fail(`--${name}: expected a number above 0, got ${values[name]}`);
  };
  return {
    ids,
    only: values.only?.split(",") ?? [],
    json: values.json,
    rounds: Math.ceil(positive("rounds")),
    seconds: positive("seconds"),
    warmUp: positive("warm-up"),
  };
}

/** Installs the peers as the lockfile says, where they are not there yet. */
function install() {
  const text = (path) =>
    existsSync(join(folder, path)) ? readFileSync(join(folder, path), "utf8") : undefined;
  if (text("node_modules/.pnpm/lock.yaml") === text("pnpm-lock.yaml")) return;
  const { packageManager } = JSON.parse(text("../../package.json"));
  console.error("peer-benchmark: installing the peers");
  try {
    execFileSync("npx", ["--yes", packageManager, "install", "--frozen-lockfile"], {
      cwd: folder,
      shell: process.platform === "win32",
      stdio: "pipe",
      env: { ...process.env, CI: "true" },
    });
  } catch (error) {
    console.error(
      `peer-benchmark: the install fails, peers are missing: ${error.message}\n${error.stdout}`,
    );
  }
}

function fail(message) {
  console.error(`peer-benchmark: ${message}`);
  process.exit(1);
}
