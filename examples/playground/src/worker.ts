import { digitsOf, type Points, pointsOf } from "./data.ts";
import { batchOf, Trained } from "./nets.ts";
import type { Answer, Request } from "./protocol.ts";
import type { Setup } from "./state.ts";

/** Between two views, in ms: a frame of the page. */
const FRAME = 16;
/** Between two looks at the layers, in ms. */
const LOOK = 400;

let setup: Setup | undefined;
let points: Points | undefined;
let nets: Trained[] = [];
let count = 0;
let step = 0;
/** Steps a second; 0 while paused. */
let speed = 0;
let timer: ReturnType<typeof setTimeout> | undefined;
let looked = 0;
let due = 0;

addEventListener("message", ({ data: request }: MessageEvent<Request>) => {
  try {
    answer(request);
  } catch (error) {
    post({ kind: "error", message: error instanceof Error ? error.message : `${error}` });
  }
});

function answer(request: Request): void {
  switch (request.kind) {
    case "setup":
      setup = request.setup;
      points =
        setup.data === "digits" ? digitsOf(request.digits!) : pointsOf(setup.data, setup.seed);
      nets = setup.nets.map((net) => new Trained(setup!, net, points!));
      count++;
      step = 0;
      due = 0;
      show(true);
      return;
    case "run":
      speed = request.speed;
      due = 0;
      clearTimeout(timer);
      timer = setTimeout(frame, 0);
      return;
    case "pause":
      speed = 0;
      clearTimeout(timer);
      show(true);
      return;
    case "step":
      advance();
      show(true);
      return;
  }
}

/** Takes the steps of one frame, as many as its time allows, and shows where they led. */
function frame(): void {
  if (speed === 0) return;
  const start = performance.now();
  due += (speed * FRAME) / 1000;
  while (due >= 1 && performance.now() - start < FRAME) {
    advance();
    due--;
  }
  due = Math.min(due, 1);
  const isLook = start - looked > LOOK;
  if (isLook) looked = start;
  show(isLook);
  timer = setTimeout(frame, Math.max(0, FRAME - (performance.now() - start)));
}

function advance(): void {
  if (setup === undefined || points === undefined) return;
  const batch = batchOf(points, setup, step++);
  for (const net of nets) net.train(batch);
}

function show(withLayers: boolean): void {
  post({ kind: "view", setup: count, step, nets: nets.map((net) => net.view(withLayers)) });
}

function post(message: Answer): void {
  postMessage(message);
}
