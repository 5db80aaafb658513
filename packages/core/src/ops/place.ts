import { isSameView, overlap } from "../reach.ts";
import { copyElements, type Tensor, zeros } from "../tensor.ts";
import { viewOf } from "../view.ts";
import { bindCopy } from "./copy.ts";
import { inOrder, type Run } from "./run.ts";

/** The elements from `start` on along an axis, `extent` of them. */
export function part(x: Tensor, axis: number, start: number, extent: number): Tensor {
  const shape = x.shape.map((each, i) => (i === axis ? extent : each));
  // An empty part at the end begins behind the last element; no view does.
  const offset = extent > 0 ? x.offset + start * x.stride[axis] : x.offset;
  return viewOf(x.data, shape, x.stride, offset);
}

/**
 * Binds a copy of each tensor to its place, all of them parts of one. A tensor that shares memory with
 * the places is read before anything is written.
 */
export function bindPlacing(xs: readonly Tensor[], places: readonly Tensor[]): Run {
  const before: Run[] = [];
  const copies = xs.map((x, i) => {
    const isApart = places.every((place) => !overlap(x, place));
    if (isApart || (isSameView(x, places[i]) && xs.length === 1)) {
      return bindCopy({ out: places[i], x });
    }
    const stage = zeros(x.shape);
    before.push(() => copyElements(stage, x));
    return bindCopy({ out: places[i], x: stage });
  });
  return inOrder(...before, ...copies);
}
