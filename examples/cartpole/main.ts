// Learns to balance a pole on a cart by trying: deep Q-learning. Ends with the return of 100 episodes
// that start anywhere new, without exploration; the most that an episode gives is 500.
//
//     node examples/dist/cartpole/main.js
//     node examples/dist/cartpole/main.js --episodes 40 --seed 7
import { parseArgs } from "node:util";
import { createRng, type Rng } from "@kindling/core";
import { Agent } from "./agent.ts";
import { LONGEST, startState, step } from "./cart-pole.ts";

const { values } = parseArgs({
  options: {
    episodes: { type: "string", default: "600" },
    seed: { type: "string", default: "42" },
  },
});
const seed = Number(values.seed);
const rng = createRng(seed);
const agent = new Agent(seed, rng.at("agent"));
const CHECK_EVERY = 20;
/** Training ends when a check of 20 episodes gives this on average. */
const ENOUGH = 495;

let exploration = 1;
for (let episode = 1; episode <= Number(values.episodes); episode++) {
  let state = startState(rng.at("start", episode));
  for (let t = 0; t < LONGEST; t++) {
    const action = agent.act(state, exploration);
    const { state: next, failed } = step(state, action);
    agent.learn({ state, action, next, failed });
    if (failed) break;
    state = next;
  }
  exploration = Math.max(0.02, exploration * 0.98);
  if (episode % CHECK_EVERY === 0) {
    const average = averageReturn(agent, rng.at("check", episode), 20);
    console.log(`episode ${episode}: average return ${average.toFixed(1)}`);
    if (average >= ENOUGH) break;
  }
}
console.log(`average return ${averageReturn(agent, rng.at("test"), 100).toFixed(1)}`);

/** Mean number of steps over episodes without exploration. */
function averageReturn(agent: Agent, starts: Rng, episodes: number): number {
  let steps = 0;
  for (let episode = 0; episode < episodes; episode++) {
    let state = startState(starts);
    for (let t = 0; t < LONGEST; t++) {
      steps++;
      const outcome = step(state, agent.act(state));
      if (outcome.failed) break;
      state = outcome.state;
    }
  }
  return steps / episodes;
}
