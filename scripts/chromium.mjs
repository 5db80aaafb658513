// Prints where Chromium is; nothing where there is none.
//
//   node scripts/chromium.mjs              looks
//   node scripts/chromium.mjs --install    takes it from the packages of Debian first, where it is missing
//
// The variable CHROMIUM names another one. With CI set, a browser that cannot be had is a failure.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

const PLACES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

const { CHROMIUM, CI } = process.env;
if (CHROMIUM && !existsSync(CHROMIUM)) {
  console.error(`CHROMIUM: expected the path of a browser, got ${CHROMIUM}`);
  process.exit(1);
}

const wanted = process.argv.includes("--install");
if (wanted && find() === undefined) install();
const found = find();
if (found) console.log(found);
else if (wanted) {
  console.error("no Chromium here and none installed: the tests of browsers cannot run");
  if (CI) process.exit(1);
}

function find() {
  return CHROMIUM || PLACES.find((place) => existsSync(place));
}

function install() {
  console.error("kindling: installing Chromium with apt-get");
  for (const args of [["update"], ["install", "--yes", "--no-install-recommends", "chromium"]]) {
    // Whoever is not root may use sudo where it asks for no password.
    const [command, ...before] = process.getuid?.() === 0 ? ["apt-get"] : ["sudo", "-n", "apt-get"];
    const { status, stdout, stderr, error } = spawnSync(command, [...before, "--quiet", ...args], {
      encoding: "utf8",
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    });
    if (status === 0) continue;
    console.error(`${stdout ?? ""}${stderr ?? ""}${error?.message ?? ""}`);
    return;
  }
}
