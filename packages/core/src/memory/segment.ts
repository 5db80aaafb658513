import type { Heap, KernelGroup, KernelSet, KernelSetName } from "../kernels/kernels.ts";

/** Ranges start at multiples of this many elements, a cache line of float32. */
const ALIGNMENT = 16;
/** Elements at the end that nobody gets: kernels read whole vectors beyond an operand's end. */
const OVERREAD = 2 * ALIGNMENT;
const PREFERRED_BYTES = 2 ** 30;
const LEAST_BYTES = 2 ** 24;
/** What 32-bit addresses reach. */
const MOST_BYTES = 2 ** 32;
const PAGE = 2 ** 16;

/** Elements of a segment's heap. */
export interface Range {
  start: number;
  length: number;
}

/**
 * One fixed stretch of memory with the kernels that run on it. Kernels take element indices into
 * `heap`; index 0 is never handed out and stands for "absent".
 *
 * The memory is reserved, not resident: pages that nothing has written cost nothing. It never
 * grows, because growing would detach every view on it.
 */
export class Segment {
  readonly set: KernelSetName;
  readonly heap: Heap;
  readonly #set: KernelSet;
  readonly #memory: { readonly buffer: ArrayBuffer };
  readonly #kernels = new Map<KernelGroup<unknown>, unknown>();
  /** Free ranges by start, no two of them adjacent. */
  readonly #free: Range[];
  /** Everything from here on has never been written and is zero. */
  #untouched: number;
  #used = 0;

  constructor(set: KernelSet, leastElements: number) {
    const bytes = set.Heap.BYTES_PER_ELEMENT;
    const memory = reserve((leastElements + set.firstFree + ALIGNMENT + OVERREAD) * bytes);
    this.set = set.name;
    this.heap = new set.Heap(memory.buffer);
    this.#set = set;
    this.#memory = memory;
    const start = aligned(set.firstFree);
    this.#free = [{ start, length: this.heap.length - start - OVERREAD }];
    this.#untouched = start;
  }

  /** The kernels of a group, tied to this memory; made at their first use. */
  kernels<K>(group: KernelGroup<K>): K {
    let kernels = this.#kernels.get(group) as K | undefined;
    if (kernels === undefined) {
      kernels = this.#set.instantiate(group, this.#memory, this.heap);
      this.#kernels.set(group, kernels);
    }
    return kernels;
  }

  /** Elements in the largest range that is free. */
  get largestFree(): number {
    return this.#free.reduce((largest, { length }) => Math.max(largest, length), 0);
  }

  /** Elements that are handed out. */
  get used(): number {
    return this.#used;
  }

  /** The start of `length` elements, all zero unless said otherwise; undefined when no free range is that long. */
  allocate(length: number, clears = true): number | undefined {
    const wanted = aligned(length);
    const index = this.#free.findIndex((range) => range.length >= wanted);
    const range = this.#free[index];
    if (range === undefined) return undefined;
    const { start } = range;
    this.#used += wanted;
    range.start += wanted;
    range.length -= wanted;
    if (range.length === 0) this.#free.splice(index, 1);
    if (clears) this.heap.fill(0, start, Math.min(start + wanted, this.#untouched));
    this.#untouched = Math.max(this.#untouched, start + wanted);
    return start;
  }

  release(start: number, length: number): void {
    const freed: Range = { start, length: aligned(length) };
    this.#used -= freed.length;
    let index = this.#free.findIndex((range) => range.start > start);
    if (index < 0) index = this.#free.length;
    const before = this.#free[index - 1];
    const after = this.#free[index];
    if (after && freed.start + freed.length === after.start) {
      freed.length += after.length;
      this.#free.splice(index, 1);
    }
    if (before && before.start + before.length === freed.start) before.length += freed.length;
    else this.#free.splice(index, 0, freed);
  }
}

/** The length that an allocation really takes: whole cache lines, at least one. */
export function aligned(elements: number): number {
  return Math.ceil(Math.max(elements, 1) / ALIGNMENT) * ALIGNMENT;
}

/** Memory for what is needed and as much more as the platform grants, up to what is preferred. */
function reserve(needed: number): WebAssembly.Memory | { readonly buffer: ArrayBuffer } {
  if (needed > MOST_BYTES) {
    throw new RangeError(
      `memory: expected at most ${megabytes(MOST_BYTES)} for one model, got ${megabytes(needed)}`,
    );
  }
  for (let spare = PREFERRED_BYTES; ; spare /= 2) {
    const size = Math.min(Math.ceil((needed + spare) / PAGE) * PAGE, MOST_BYTES);
    try {
      return typeof WebAssembly === "object"
        ? new WebAssembly.Memory({ initial: size / PAGE })
        : { buffer: new ArrayBuffer(size) };
    } catch (cause) {
      if (spare > LEAST_BYTES) continue;
      throw new RangeError(
        `memory: expected ${megabytes(size)} to be available, got a refusal from the platform; ` +
          "drop models that are no longer needed, then give way to the event loop",
        { cause },
      );
    }
  }
}

export function megabytes(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(1)} MiB`;
}
