// Who is compared, and how each of them is started.
import { execFileSync, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const local = (path) => fileURLToPath(new URL(path, import.meta.url));

/** Columns of the tables, in order. */
export const PEERS = {
  kindling: { name: "kindling" },
  "kindling-js": { name: "kindling, js kernels" },
  torch: { name: "PyTorch", python: true },
  "tfjs-wasm": { name: "tfjs wasm", installed: true },
  "tfjs-cpu": { name: "tfjs cpu", installed: true },
  "jax-js": { name: "jax-js", installed: true },
  convnetjs: { name: "ConvNetJS", installed: true },
  brain: { name: "brain.js", installed: true },
  "ml-matrix": { name: "ml-matrix", installed: true },
  "ndarray-gemm": { name: "ndarray-gemm", installed: true },
};

/** Longest wait for an answer; nobody here needs a tenth of it. */
const PATIENCE_MS = 120_000;

/** The command and arguments that start a peer. @throws with the reason where there is none */
export function commandOf(id) {
  if (PEERS[id].python) return [pythonWithTorch(), [local("peers/pytorch.py")]];
  return [process.execPath, [local("worker.mjs"), local(`peers/${id}.mjs`)]];
}

/** `PYTHON`, or the first Python that has torch. */
function pythonWithTorch() {
  const candidates = process.env.PYTHON ? [process.env.PYTHON] : ["python3", "/usr/bin/python3"];
  for (const python of candidates) {
    try {
      execFileSync(python, ["-c", "import torch"], { stdio: "ignore" });
      return python;
    } catch {}
  }
  throw new Error(`no torch in ${candidates.join(" or ")}`);
}

/** A peer in a process of its own, which inherits the processor that its parent is pinned to. */
export class Peer {
  #process;
  #answers;
  #errors = "";

  /** @returns the peer and what it says first: { version } or { absent } */
  static async start(id) {
    const peer = new Peer();
    try {
      const [command, args] = commandOf(id);
      peer.#process = spawn(command, args, { env: { ...process.env, OMP_NUM_THREADS: "1" } });
    } catch (error) {
      return { peer, hello: { absent: error.message } };
    }
    const { stdin, stdout, stderr } = peer.#process;
    stdin.on("error", () => {}); // One that has ended says so by its exit.
    stderr.setEncoding("utf8").on("data", (text) => {
      peer.#errors += text;
    });
    peer.#answers = createInterface({ input: stdout })[Symbol.asyncIterator]();
    return { peer, hello: await peer.#next() };
  }

  /** Sends a request of worker.mjs; answers { absent } when the process has ended or hangs. */
  async ask(request) {
    this.#process.stdin.write(`${JSON.stringify(request)}\n`);
    return this.#next();
  }

  stop() {
    this.#process?.kill();
  }

  async #next() {
    let timer;
    const late = new Promise((resolve) => {
      timer = setTimeout(() => resolve("late"), PATIENCE_MS);
    });
    const answer = await Promise.race([this.#answers.next(), late]);
    clearTimeout(timer);
    if (answer === "late") {
      this.stop();
      return { absent: `no answer within ${PATIENCE_MS / 1000} s` };
    }
    if (answer.done) return { absent: `ends: ${lastLine(this.#errors)}` };
    return JSON.parse(answer.value);
  }
}

/** The line that says what went wrong. */
function lastLine(text) {
  const lines = text.trim().split("\n");
  return lines.find((line) => /Error/.test(line)) ?? lines.at(-1);
}
