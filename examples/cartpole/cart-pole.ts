import { type Rng, zeros } from "@kindling/core";

/** Position in m, velocity in m/s, angle from upright in rad, angular velocity in rad/s. */
export type State = readonly [x: number, v: number, angle: number, spin: number];

/** Push to the left, or to the right. */
export type Action = 0 | 1;

export interface Outcome {
  readonly state: State;
  /** The pole has fallen or the cart has left the track. */
  readonly failed: boolean;
}

/** An episode ends after this many steps, if it has not failed. */
export const LONGEST = 500;

const GRAVITY = 9.8;
const CART_MASS = 1;
const POLE_MASS = 0.1;
const MASS = CART_MASS + POLE_MASS;
const HALF_LENGTH = 0.5;
const FORCE = 10;
const SECONDS = 0.02;
const FARTHEST = 2.4;
const STEEPEST = (12 * Math.PI) / 180;

/** A state near the middle and upright, each number U[−0.05, 0.05). */
export function startState(rng: Rng): State {
  const draws = rng.uniform(zeros([4]), -0.05, 0.05);
  return [draws.get(0), draws.get(1), draws.get(2), draws.get(3)];
}

/**
 * One step of a pole on a cart that is pushed left or right, by Euler's method.
 *
 *     s = (F + m·l·ω²·sin θ) / M
 *     α = (g·sin θ − s·cos θ) / (l·(4/3 − m·cos²θ/M))        a = s − m·l·α·cos θ/M
 *
 * A. Barto, R. Sutton, C. Anderson, "Neuronlike adaptive elements that can solve difficult learning
 * control problems", IEEE Transactions SMC-13, 1983; constants and limits of Gym's CartPole-v1.
 */
export function step([x, v, angle, spin]: State, action: Action): Outcome {
  const force = action === 1 ? FORCE : -FORCE;
  const [sine, cosine] = [Math.sin(angle), Math.cos(angle)];
  const push = (force + POLE_MASS * HALF_LENGTH * spin ** 2 * sine) / MASS;
  const turn =
    (GRAVITY * sine - push * cosine) / (HALF_LENGTH * (4 / 3 - (POLE_MASS * cosine ** 2) / MASS));
  const acceleration = push - (POLE_MASS * HALF_LENGTH * turn * cosine) / MASS;
  const state: State = [
    x + SECONDS * v,
    v + SECONDS * acceleration,
    angle + SECONDS * spin,
    spin + SECONDS * turn,
  ];
  return { state, failed: Math.abs(state[0]) > FARTHEST || Math.abs(state[2]) > STEEPEST };
}
