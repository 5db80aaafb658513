import type { Kernels } from "../kernels/kernels.ts";
import { Arena, roomiestSegment, segmentOf } from "../memory/arena.ts";
import type { Segment } from "../memory/segment.ts";
import { copyInto, isContiguous, type Tensor } from "../tensor.ts";
import { inOrder, type Run } from "./run.ts";

type Operands = Readonly<Record<string, Tensor | undefined>>;

/** The element index at which a kernel finds each operand; 0 for an absent one. */
type Places<T extends Operands> = { readonly [Name in keyof T]: number };

/** The tensor that a kernel really sees: the operand itself, or its staged, contiguous copy. */
type Placed<T extends Operands> = { readonly [Name in keyof T]: T[Name] };

/** A Run knows places only; this keeps the tensors behind them from being collected. */
const operandsOf = new WeakMap<Run, Operands>();

/** One arena for each segment, empty but while {@link runOnce} works. */
const scratches = new Map<Segment, Arena>();
let depth = 0;

/**
 * Binds a kernel to tensors. All operands of a kernel live in one segment and are contiguous;
 * those that are not (plain arrays, odd strides) are copied in before each run, and what the
 * kernel writes is copied out after it.
 *
 * @param fits whether the kernel can use a view as it is; contiguous ones, unless said otherwise
 */
export function bindKernel<Reads extends Operands, Writes extends Operands>(
  operands: {
    readonly reads: Reads;
    readonly writes: Writes;
    readonly fits?: (name: keyof Reads | keyof Writes, x: Tensor) => boolean;
  },
  bind: (kernels: Kernels, at: Places<Reads & Writes>, placed: Placed<Reads & Writes>) => Run,
): Run {
  const { reads, writes, fits = (_, x) => isContiguous(x) } = operands;
  const all: Operands = { ...reads, ...writes };
  const segment = homeOf(all) ?? roomiestSegment(elementsOf(all));
  const places: Record<string, number> = {};
  const placed: Record<string, Tensor | undefined> = {};
  const copies: Run[] = [];
  const results: Run[] = [];
  let arena: Arena | undefined;

  for (const [name, x] of Object.entries(all)) {
    let seen = x;
    if (x && !(segmentOf(x.data) === segment && fits(name, x))) {
      arena ??= depth > 0 ? scratchOf(segment) : new Arena(segment);
      const staged = arena.tensor(x.shape);
      copies.push(() => copyInto(staged, x));
      if (name in writes) results.push(() => copyInto(x, staged));
      seen = staged;
    }
    placed[name] = seen;
    places[name] = seen ? placeOf(seen) : 0;
  }

  const kernel = bind(
    segment.kernels,
    places as Places<Reads & Writes>,
    placed as Placed<Reads & Writes>,
  );
  const run = copies.length > 0 ? inOrder(...copies, kernel, ...results) : kernel;
  operandsOf.set(run, { ...all, ...placed });
  return run;
}

/**
 * Binds an operation, runs it, and forgets it. What it stages lives on scratch memory that is given
 * back at once, so calls in a row need no more of it than one.
 */
export function runOnce(bind: () => Run): void {
  depth++;
  try {
    bind()();
  } finally {
    depth--;
    if (depth === 0) for (const arena of scratches.values()) arena.release();
  }
}

function scratchOf(segment: Segment): Arena {
  const arena = scratches.get(segment) ?? new Arena(segment);
  scratches.set(segment, arena);
  return arena;
}

/** Room for all operands, each at its own cache line. */
function elementsOf(operands: Operands): number {
  return Object.values(operands).reduce((sum, x) => sum + (x ? x.size + 16 : 0), 0);
}

/** The segment of the first operand that has one: what is written decides before what is read. */
function homeOf(operands: Operands): Segment | undefined {
  for (const x of Object.values(operands).reverse()) {
    const segment = x && segmentOf(x.data);
    if (segment) return segment;
  }
  return undefined;
}

/** Index of a tensor's first element in its segment's heap. */
function placeOf(x: Tensor): number {
  return x.data.byteOffset / x.data.BYTES_PER_ELEMENT + x.offset;
}
