import ndarray, { type NdArray } from "ndarray";
import { rowMajorStrides, type Shape, sizeOf } from "./shape.ts";

type Floats = Float32Array;

let refused = false;

/**
 * An ndarray over `data`, row-major from its beginning unless strides and offset say otherwise.
 *
 * The ndarray package compiles a class for each rank from text. Where a content security policy
 * forbids that, {@link PlainView} takes over.
 */
export function viewOf(
  data: Floats,
  shape: Shape,
  stride: readonly number[] = rowMajorStrides(shape),
  offset = 0,
): NdArray<Floats> {
  if (!refused) {
    try {
      return ndarray(data, [...shape], [...stride], offset);
    } catch (error) {
      if (!(error instanceof EvalError)) throw error;
      refused = true;
    }
  }
  return new PlainView(data, [...shape], [...stride], offset);
}

type Index = number | null | undefined;

/** What the views of the ndarray package do, without compiling anything. */
export class PlainView implements NdArray<Floats> {
  readonly data: Floats;
  readonly shape: number[];
  readonly stride: number[];
  readonly offset: number;

  constructor(data: Floats, shape: number[], stride: number[], offset: number) {
    this.data = data;
    this.shape = shape;
    this.stride = stride;
    this.offset = offset;
  }

  get dtype(): "float32" {
    return (this.data instanceof Float32Array ? "float32" : "float64") as "float32";
  }

  get dimension(): number {
    return this.shape.length;
  }

  get size(): number {
    return sizeOf(this.shape);
  }

  /** The axes, that of the smallest stride first. */
  get order(): number[] {
    const size = (axis: number): number => Math.abs(this.stride[axis]);
    return [...this.shape.keys()].sort((a, b) => size(a) - size(b));
  }

  get T(): PlainView {
    return this.transpose(...[...this.shape.keys()].reverse());
  }

  index(...at: number[]): number {
    return this.stride.reduce((sum, stride, axis) => sum + stride * at[axis], this.offset);
  }

  get(...at: number[]): number {
    return this.data[this.index(...at)];
  }

  set(...atAndValue: number[]): number {
    const value = atAndValue[this.dimension];
    this.data[this.index(...atAndValue)] = value;
    return value;
  }

  lo(...from: Index[]): PlainView {
    const start = this.shape.map((_, axis) => atLeastZero(from[axis]) ?? 0);
    const shape = this.shape.map((extent, axis) => extent - start[axis]);
    return new PlainView(this.data, shape, [...this.stride], this.index(...start));
  }

  hi(...to: Index[]): PlainView {
    const shape = this.shape.map((extent, axis) => atLeastZero(to[axis]) ?? extent);
    return new PlainView(this.data, shape, [...this.stride], this.offset);
  }

  step(...steps: Index[]): PlainView {
    const step = this.shape.map((_, axis) => Math.trunc(steps[axis] ?? 1));
    const start = this.shape.map((extent, axis) => (step[axis] < 0 ? extent - 1 : 0));
    return new PlainView(
      this.data,
      this.shape.map((extent, axis) => Math.ceil(extent / Math.abs(step[axis]))),
      this.stride.map((stride, axis) => stride * step[axis]),
      this.index(...start),
    );
  }

  transpose(...axes: number[]): PlainView {
    const from = this.shape.map((_, axis) => axes[axis] ?? axis);
    return new PlainView(
      this.data,
      from.map((axis) => this.shape[axis]),
      from.map((axis) => this.stride[axis]),
      this.offset,
    );
  }

  pick(...at: Index[]): PlainView {
    const kept = [...this.shape.keys()].filter((axis) => atLeastZero(at[axis]) === undefined);
    return new PlainView(
      this.data,
      kept.map((axis) => this.shape[axis]),
      kept.map((axis) => this.stride[axis]),
      this.index(...this.shape.map((_, axis) => atLeastZero(at[axis]) ?? 0)),
    );
  }
}

/** The index as a whole number; undefined where it leaves the axis as it is. */
function atLeastZero(index: Index): number | undefined {
  return typeof index === "number" && index >= 0 ? Math.trunc(index) : undefined;
}
