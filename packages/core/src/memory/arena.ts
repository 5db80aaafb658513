import type { Heap } from "../kernels/kernels.ts";
import { checkShape, type Shape, sizeOf } from "../shape.ts";
import type { Tensor } from "../tensor.ts";
import { viewOf } from "../view.ts";
import { aligned, megabytes, type Range, type Segment } from "./segment.ts";
import { giveBack, LARGEST_CHUNK, releaseWith, segmentFor } from "./segments.ts";

const SMALLEST_CHUNK = 2 ** 10;

/** A view keeps its arena, and so its memory, alive for as long as someone holds it. */
const arenaOfView = new WeakMap<Heap, Arena>();

/**
 * A growing set of tensors in one segment, so that one kernel call can see them all. There is
 * nothing to dispose: the memory returns to the segment when the last tensor is collected.
 *
 * Views made with ndarray's own methods (`transpose`, `pick`, `lo`, `hi`) share `data` and so keep
 * the memory; a bare `data.subarray()` does not.
 *
 * @example
 * const arena = createArena();
 * const [w, g] = [arena.tensor([784, 128]), arena.tensor([784, 128])];
 * w.data.buffer === g.data.buffer // true
 */
export class Arena {
  readonly segment: Segment;
  readonly #ranges: Range[] = [];
  #chunk = { start: 0, left: 0 };
  /** Least length of the next chunk; the first is as long as the first allocation. */
  #chunkSize = 0;

  constructor(segment: Segment) {
    this.segment = segment;
    releaseWith(this, segment, this.#ranges);
  }

  /**
   * A contiguous tensor of zeros.
   *
   * @throws when the segment has no room left
   * @example createArena().tensor([2, 3]).size // 6
   */
  tensor(shape: Shape): Tensor {
    const size = sizeOf(checkShape(shape, "arena: shape"));
    return this.view(this.allocate(size), shape);
  }

  /**
   * A tensor over elements that this arena already holds, from `start` on.
   *
   * @throws for elements that the arena does not hold
   * @example
   * const arena = createArena();
   * const start = arena.allocate(6);
   * arena.view(start, [2, 3]).shape // [2, 3]
   */
  view(start: number, shape: Shape): Tensor {
    const end = start + sizeOf(checkShape(shape, "arena: shape"));
    const holds = this.#ranges.some(
      (held) => start >= held.start && end <= held.start + held.length,
    );
    if (!holds || !Number.isInteger(start)) {
      throw new RangeError(
        `arena: expected a view of elements that it holds, got ${start} to ${end}`,
      );
    }
    const data = this.segment.heap.subarray(start, end);
    arenaOfView.set(data, this);
    // The reference set's float64 arrays pass for tensors: every operation treats them alike.
    return viewOf(data as Float32Array, shape);
  }

  /**
   * The start of `length` zero elements, at a multiple of 16. The number keeps nothing alive: the
   * arena and its views do.
   *
   * @throws for a length that is no whole number, 0 or more, and when the segment has no room left
   * @example createArena().allocate(100) % 16 // 0
   */
  allocate(length: number): number {
    expectLength(length, "arena: length");
    const wanted = aligned(length);
    if (wanted > this.#chunk.left) this.#chunk = this.#reserve(wanted);
    const { start } = this.#chunk;
    this.#chunk.start += wanted;
    this.#chunk.left -= wanted;
    return start;
  }

  /**
   * Gives the memory back at once; for an owner who knows that no view of it is in use.
   *
   * @example
   * const scratch = createArena();
   * scratch.tensor([1000]);
   * scratch.release();
   */
  release(): void {
    giveBack(this.segment, this.#ranges.splice(0));
    this.#chunk = { start: 0, left: 0 };
    this.#chunkSize = 0;
  }

  #reserve(wanted: number): { start: number; left: number } {
    const length = Math.max(wanted, this.#chunkSize);
    const start = this.segment.allocate(length);
    if (start === undefined) {
      const bytes = this.segment.heap.BYTES_PER_ELEMENT;
      throw new RangeError(
        `memory: expected ${megabytes(length * bytes)} free in one piece, ` +
          `got ${megabytes(this.segment.largestFree * bytes)}; drop models that are no longer needed`,
      );
    }
    this.#ranges.push({ start, length });
    this.#chunkSize = Math.min(Math.max(2 * this.#chunkSize, SMALLEST_CHUNK), LARGEST_CHUNK);
    return { start, left: length };
  }
}

/**
 * A new arena for the kernels in use, in a segment with room for it and for its growth.
 *
 * @param elements how many elements it is going to hold, where that is known
 * @throws for a number that is not whole, 0 or more, and when the platform grants no such memory
 * @example createArena(2 * 784 * 128).tensor([784, 128]).shape // [784, 128]
 */
export function createArena(elements = 0): Arena {
  expectLength(elements, "createArena: elements");
  return new Arena(segmentFor(elements));
}

function expectLength(length: number, where: string): void {
  if (Number.isSafeInteger(length) && length >= 0) return;
  throw new RangeError(`${where}: expected a whole number, 0 or more, got ${length}`);
}
