import { digitsOf, type Points, pointsOf } from "./data.ts";
import { batchOf, Trained } from "./nets.ts";
import { type Answer, EVERY, type NetView, type Request, type Row } from "./protocol.ts";
import type { Setup } from "./state.ts";

/** What a frame leaves for training, and for looking at the answers, in ms. */
const TIME = 10;
/** Between two looks into layers, in ms. */
const LOOK = 100;

/** Nets side by side, and how far they have come. */
interface Training {
  readonly setup: Setup;
  readonly points: Points;
  readonly nets: readonly Trained[];
  /** The nets that are looked at next, and when layers have been looked at. */
  readonly turns: { answers: number; layers: number; looked: number };
  step: number;
}

let training: Training | undefined;

addEventListener("message", ({ data }: MessageEvent<Request>) => {
  try {
    post(answerTo(data));
  } catch (error) {
    post({ kind: "failed", message: error instanceof Error ? error.message : `${error}` });
  }
});

function answerTo(request: Request): Answer {
  switch (request.kind) {
    case "begin": {
      const { setup, digits } = request;
      const points = pointsFor(setup, digits);
      const nets = setup.nets.map((net) => new Trained(setup, net, points));
      training = { setup, points, nets, turns: { answers: 0, layers: 0, looked: 0 }, step: 0 };
      return {
        kind: "begun",
        setup,
        picture: points.picture,
        advice: nets.map(({ advice }) => advice),
        cured: nets.map(({ cured }) => cured),
        step: 0,
        rows: [measure(training)],
        views: look(training, "all"),
      };
    }
    case "advance": {
      if (training === undefined) throw new Error("the worker: expected a setup before a step");
      const rows = advance(training, request.steps);
      return { kind: "advanced", step: training.step, rows, views: look(training, request.looks) };
    }
  }
}

function pointsFor({ data, seed }: Setup, digits: Uint8Array | undefined): Points {
  if (data !== "digits") return pointsOf(data, seed);
  if (digits === undefined) throw new Error("the worker: expected the digits with the setup");
  return digitsOf(digits);
}

function advance(training: Training, steps: number): Row[] {
  const { points, setup, nets } = training;
  const end = performance.now() + TIME;
  const rows: Row[] = [];
  for (let taken = 0; taken < steps && performance.now() < end; taken++) {
    const batch = batchOf(points, setup, training.step++);
    for (const net of nets) net.train(batch);
    if (training.step % EVERY === 0) rows.push(measure(training));
  }
  return rows;
}

function measure({ step, nets }: Training): Row {
  return { step, losses: nets.map((net) => net.measure()) };
}

/** At all nets; or, in turn, at the answers of as many as there is time for and into the layers of one. */
function look({ nets, turns }: Training, looks: "some" | "all"): NetView[] {
  if (looks === "all") {
    return nets.map((net) => ({ ...net.figures, answers: net.answers(), layers: net.layers() }));
  }
  const start = performance.now();
  const views: NetView[] = nets.map(({ figures }) => figures);
  for (let shown = 0; shown < nets.length && performance.now() - start < TIME; shown++) {
    const i = turns.answers++ % nets.length;
    views[i] = { ...views[i]!, answers: nets[i]!.answers() };
  }
  if (start - turns.looked > LOOK) {
    turns.looked = start;
    const i = turns.layers++ % nets.length;
    views[i] = { ...views[i]!, layers: nets[i]!.layers() };
  }
  return views;
}

function post(message: Answer): void {
  const views = message.kind === "failed" ? [] : message.views;
  postMessage(message, { transfer: views.flatMap(({ answers }) => answers?.buffer ?? []) });
}
