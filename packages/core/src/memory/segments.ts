import { currentKernels } from "../kernels/current.ts";
import { type Range, Segment } from "./segment.ts";

/** Elements of the longest piece that small allocations of an arena come from. */
export const LARGEST_CHUNK = 2 ** 18;

/**
 * Elements that the arenas of a segment share. The rest of it is for their growth, so that a model
 * trains on larger batches, say, whatever came after it.
 */
const SHARED = 2 ** 24;

/**
 * The segments that take new arenas. All others are held by their own arenas only: where a loop
 * creates and drops models without giving way to the event loop, no finalizer runs, but the garbage
 * collector takes such a segment as a whole. A WeakRef would not do, as it holds its target until
 * the end of the job.
 */
const open = new Set<Segment>();

const segmentOfBuffer = new WeakMap<ArrayBufferLike, Segment>();

/** One registry for each segment, since a registry holds what its callback needs. */
const registries = new WeakMap<Segment, FinalizationRegistry<readonly Range[]>>();

/** The segment that holds this array's memory; undefined for an array of the user's own. */
export function segmentOf(data: { readonly buffer?: ArrayBufferLike }): Segment | undefined {
  return data.buffer && segmentOfBuffer.get(data.buffer);
}

/**
 * A segment of the kernels in use for an arena of so many elements. Those that have no room for it
 * take no other arenas either, until something in them is given back.
 */
export function segmentFor(elements = 0): Segment {
  const set = currentKernels();
  for (const segment of open) {
    if (segment.set !== set.name) continue;
    if (takes(segment, elements)) return segment;
    open.delete(segment);
  }
  const segment = new Segment(set, Math.max(elements, LARGEST_CHUNK));
  open.add(segment);
  segmentOfBuffer.set(segment.heap.buffer, segment);
  return segment;
}

/** Gives the ranges back to the segment, which may take new arenas again. */
export function giveBack(segment: Segment, ranges: readonly Range[]): void {
  for (const { start, length } of ranges) segment.release(start, length);
  if (segment.used <= SHARED && segmentOf(segment.heap) === segment) open.add(segment);
}

/** Gives back the ranges that stand in the list by the time when their owner is collected. */
export function releaseWith(owner: WeakKey, segment: Segment, ranges: readonly Range[]): void {
  const registry =
    registries.get(segment) ??
    new FinalizationRegistry<readonly Range[]>((held) => {
      giveBack(segment, held);
      if (segment.used === 0 && isSpare(segment)) open.delete(segment);
    });
  registries.set(segment, registry);
  registry.register(owner, ranges);
}

function takes({ used, largestFree }: Segment, elements: number): boolean {
  const shared = used > 0;
  return largestFree >= Math.max(elements, LARGEST_CHUNK) && !(shared && used + elements > SHARED);
}

/** Another one takes arenas for the same kernels. */
function isSpare(segment: Segment): boolean {
  return [...open].some((other) => other !== segment && other.set === segment.set);
}
