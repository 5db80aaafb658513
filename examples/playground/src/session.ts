import {
  type Advanced,
  type Advice,
  type Answer,
  type Begun,
  type Cured,
  EVERY,
  type LayerView,
  type NetView,
  type Picture,
  type Request,
} from "./protocol.ts";
import type { Setup } from "./state.ts";

/** What is known of one net: the latest of everything. */
export interface NetRecord {
  readonly advice: readonly Advice[];
  readonly cured: readonly Cured[];
  /** Of every step of the curves. */
  losses: (number | null)[];
  latest: NetView;
  /** Before the first step. */
  readonly start: readonly LayerView[];
}

/** What the page knows of the training in the worker. */
export interface Seen {
  readonly setup: Setup;
  readonly picture: Picture;
  readonly nets: readonly NetRecord[];
  step: number;
  /** Of the curves, and what is between two of them. */
  steps: number[];
  every: number;
}

/** Points of a curve that are kept: of more, every other one goes. */
const MOST_POINTS = 1000;
/** What the training may fall behind, in ms, before steps are left out. */
const LAG = 200;

/**
 * Has the worker train, frame by frame: it asks for the steps of a frame once those before have come, so
 * nothing piles up, and nothing is asked while the page is hidden.
 */
export class Session {
  /** Of the latest setup whose nets are built. */
  seen: Seen | undefined;
  readonly #worker = new Worker("worker.js", { type: "module" });
  readonly #drawings = new Set<() => void>();
  #wanted: Setup | undefined;
  /** Settled while the worker builds nothing. */
  #built = Promise.resolve();
  #onBuilt = () => {};
  /** Steps a second; 0 while paused. */
  #speed = 0;
  #due = 0;
  #last = 0;
  #isAsked = false;
  #isNew = false;
  #frame = 0;

  constructor(onError: (message: string) => void) {
    // Without a message where the script could not be loaded.
    this.#worker.onerror = ({ message }) => onError(message ?? "the worker did not start");
    this.#worker.onmessage = ({ data }: MessageEvent<Answer>) => {
      if (data.kind !== "begun") this.#isAsked = false;
      if (data.kind !== "advanced") this.#onBuilt();
      if (data.kind === "failed") onError(data.message);
      else this.#take(data);
    };
  }

  /** Calls it in each frame that has something new to show, until what it returns is called. */
  onFrame(draw: () => void): () => void {
    this.#drawings.add(draw);
    draw();
    return () => this.#drawings.delete(draw);
  }

  /** Begins anew, at step 0. Of setups that come faster than they can be built, the last one is. */
  async begin(setup: Setup): Promise<void> {
    this.#wanted = setup;
    const digits = setup.data === "digits" ? await digitsFile() : undefined;
    await this.#built;
    if (this.#wanted !== setup) return;
    this.#built = new Promise((resolve) => {
      this.#onBuilt = resolve;
    });
    this.#ask({ kind: "begin", setup, ...(digits && { digits }) });
  }

  run(speed: number): void {
    this.#speed = speed;
    this.#last = performance.now();
    this.#nextFrame();
  }

  pause(): void {
    this.#speed = 0;
    this.#lookAfter(0);
  }

  stepOnce(): void {
    this.#lookAfter(1);
  }

  #lookAfter(steps: number): void {
    if (this.seen) this.#ask({ kind: "advance", steps, looks: "all" });
  }

  #ask(request: Request): void {
    this.#worker.postMessage(request);
  }

  #take(answer: Begun | Advanced): void {
    if (answer.kind === "begun") this.seen = seenAt(answer);
    record(this.seen!, answer);
    this.#isNew = true;
    this.#nextFrame();
  }

  #nextFrame(): void {
    this.#frame ||= requestAnimationFrame((now) => this.#onFrame(now));
  }

  #onFrame(now: number): void {
    this.#frame = 0;
    if (this.#isNew) for (const draw of this.#drawings) draw();
    this.#isNew = false;
    if (this.#speed === 0) return;
    this.#due = Math.min(this.#due + now - this.#last, LAG);
    this.#last = now;
    const steps = Math.floor((this.#due * this.#speed) / 1000);
    if (this.seen && !this.#isAsked && steps > 0) {
      this.#due -= (1000 * steps) / this.#speed;
      this.#isAsked = true;
      this.#ask({ kind: "advance", steps, looks: "some" });
    }
    this.#nextFrame();
  }
}

function seenAt({ setup, picture, views, advice, cured }: Begun): Seen {
  const nets = views.map(
    (latest, i): NetRecord => ({
      advice: advice[i]!,
      cured: cured[i]!,
      losses: [],
      latest,
      start: latest.layers ?? [],
    }),
  );
  return { setup, picture, nets, step: 0, steps: [], every: EVERY };
}

function record(seen: Seen, { step, rows, views }: Begun | Advanced): void {
  seen.step = step;
  for (const [i, net] of seen.nets.entries()) net.latest = { ...net.latest, ...views[i]! };
  for (const row of rows) {
    if (row.step % seen.every !== 0) continue;
    seen.steps.push(row.step);
    for (const [i, net] of seen.nets.entries()) net.losses.push(row.losses[i]!);
    if (seen.steps.length > MOST_POINTS) thin(seen);
  }
}

/** A function of the steps alone: curves of the same address are the same at any pace. */
function thin(seen: Seen): void {
  const isKept = (_: unknown, i: number) => i % 2 === 0;
  seen.every *= 2;
  seen.steps = seen.steps.filter(isKept);
  for (const net of seen.nets) net.losses = net.losses.filter(isKept);
}

let digits: Promise<Uint8Array> | undefined;

function digitsFile(): Promise<Uint8Array> {
  digits ??= loadDigits().catch((error) => {
    digits = undefined; // To be tried again.
    throw error;
  });
  return digits;
}

async function loadDigits(): Promise<Uint8Array> {
  const response = await fetch("digits.bin");
  if (response.ok) return new Uint8Array(await response.arrayBuffer());
  throw new Error(`digits: expected the file digits.bin, got ${response.status}`);
}
