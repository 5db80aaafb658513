// Preloaded, it kills the process while an atomic file is written: at the stage and in the write
// that KILL_AT names, such as "half 3".
import { promises } from "node:fs";
import { syncBuiltinESMExports } from "node:module";

const [stage, number] = process.env.KILL_AT.split(" ");
const { open, rename } = promises;
let write = 0;

promises.open = async (path, flags) => {
  const file = await open(path, flags);
  if (flags !== "w") return file;
  write++;
  reached("opened");
  const sync = file.sync.bind(file);
  file.writeFile = async (data) => {
    const half = data.length >> 1;
    await file.write(data.subarray(0, half));
    reached("half");
    await file.write(data.subarray(half));
    reached("written");
  };
  file.sync = async () => {
    await sync();
    reached("synced");
  };
  return file;
};
promises.rename = async (from, to) => {
  await rename(from, to);
  reached("renamed");
};
syncBuiltinESMExports();

function reached(here) {
  if (here === stage && write === Number(number)) process.kill(process.pid, "SIGKILL");
}
