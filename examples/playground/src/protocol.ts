import type { Setup } from "./state.ts";

/** What the page asks of the worker. */
export type Request =
  /** Builds all nets anew, at step 0. */
  | { readonly kind: "setup"; readonly setup: Setup; readonly digits?: Uint8Array }
  | { readonly kind: "run"; readonly speed: number }
  | { readonly kind: "pause" }
  | { readonly kind: "step" };

/** How one layer looks at a step. */
export interface LayerView {
  readonly path: string;
  readonly units: number;
  readonly activations: readonly number[];
  readonly gradients: readonly number[];
  /** Root mean square of the activations, and the norm of the gradient in units of that of the last layer. */
  readonly rms: number;
  readonly gradient: number;
  /** Units that are copies of another. */
  readonly copies: number;
  readonly dead: number;
}

/** What the doctor says. */
export interface Advice {
  readonly code: string;
  readonly severity: "error" | "warning";
  readonly where: string;
  readonly figure: string;
  readonly why: string;
  readonly remedy: string;
}

/** One net at a step. */
export interface NetView {
  readonly step: number;
  /** Points of the loss curve since the last view: of a step, over all data. */
  readonly losses: readonly (readonly [step: number, loss: number])[];
  readonly accuracy: number;
  /** Why it stands still: its numbers overflowed. */
  readonly stopped: boolean;
  /** Probability of class 1 over the plane, row by row from the top; absent for digits. */
  readonly plane?: Uint8ClampedArray;
  /** Present when the layers have been looked at since the last view. */
  readonly layers?: readonly LayerView[];
  readonly advice?: readonly Advice[];
}

export interface View {
  readonly kind: "view";
  /** Of the setup that it belongs to: an older one is dropped. */
  readonly setup: number;
  readonly step: number;
  readonly nets: readonly NetView[];
}

export type Answer = View | { readonly kind: "error"; readonly message: string };

/** Rows and columns of the plane. */
export const GRID = 48;
/** The plane goes from −REACH to REACH. */
export const REACH = 1.15;
