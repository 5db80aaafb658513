import type { Setup } from "./state.ts";

/** What the page asks of the worker. Every request has one answer. */
export type Request =
  /** Builds all nets anew, at step 0. */
  | { readonly kind: "begin"; readonly setup: Setup; readonly digits?: Uint8Array }
  /** Takes so many steps, or as many as a frame has time for, and looks at what it has time for, or at all. */
  | { readonly kind: "advance"; readonly steps: number; readonly looks: "some" | "all" };

export type Answer = Begun | Advanced | { readonly kind: "failed"; readonly message: string };

/** Where the nets are, in their order. */
export interface Advanced {
  readonly kind: "advanced";
  readonly step: number;
  /** Since the answer before. */
  readonly rows: readonly Row[];
  readonly views: readonly NetView[];
}

export interface Begun extends Omit<Advanced, "kind"> {
  readonly kind: "begun";
  readonly setup: Setup;
  readonly picture: Picture;
  /** What the doctor says of each net before the first step, and the remedies that were applied to it. */
  readonly advice: readonly (readonly Advice[])[];
  readonly cured: readonly (readonly Cured[])[];
}

/** The loss of every net over all data at a step; null once its numbers have overflowed. */
export interface Row {
  readonly step: number;
  readonly losses: readonly (number | null)[];
}

/** What the page shows of the data: the points, or the pixels of the first digits, from 0 to 1. */
export interface Picture {
  readonly kind: "points" | "digits";
  readonly x: Float32Array;
  readonly y: Uint8Array;
}

/** One net at a step; as before in what is not there. */
export interface NetView {
  /** Share of all data that it answers rightly. */
  readonly accuracy: number;
  /** It stands still: its numbers have overflowed. */
  readonly stopped: boolean;
  /** Of the plane, row by row from the top, the probability of class 1 in 255ths; of digits, their classes. */
  readonly answers?: Uint8Array;
  readonly layers?: readonly LayerView[];
}

/** How one layer looks at a step. */
export interface LayerView {
  readonly activations: Histogram;
  readonly gradients: Histogram;
  /** Root mean square of the activations, and the norm of the gradients in units of that of the last layer. */
  readonly rms: number;
  readonly gradient: number;
  readonly units: readonly UnitKind[];
}

/** Counts of equal bins from `min` to `max`. */
export interface Histogram {
  readonly min: number;
  readonly max: number;
  readonly counts: readonly number[];
}

/** A twin has the weights of a unit before it; a dead one is 0 for all data. */
export type UnitKind = "own" | "twin" | "dead";

/** What the doctor says: findings with the same remedy, which belongs to the first of them. */
export interface Advice {
  readonly finding: string;
  /** In words, and as code. */
  readonly remedy: string;
  readonly code: string;
  readonly findings: readonly { readonly title: string; readonly why: string }[];
  readonly severity: "error" | "warning";
}

/** A finding whose remedy was asked for, and the remedy in words; null for one that did not occur. */
export interface Cured {
  readonly finding: string;
  readonly remedy: string | null;
}

/** Steps between two rows. */
export const EVERY = 5;
/** Rows and columns of the plane. */
export const GRID = 72;
/** The plane goes from −REACH to REACH. */
export const REACH = 1.15;
/** Digits that are shown, and rows and columns of each. */
export const SHOWN = 36;
export const SIDE = 14;
