import type { KernelGroup } from "../kernels/kernels.ts";
import { Arena } from "../memory/arena.ts";
import { aligned, type Segment } from "../memory/segment.ts";
import { segmentFor, segmentOf } from "../memory/segments.ts";
import { expectWithin, isSameView, overlap } from "../reach.ts";
import { type Shape, sizeOf } from "../shape.ts";
import { copyElements, isContiguous, type Tensor } from "../tensor.ts";
import { inOrder, type Run } from "./run.ts";

type Operands = Readonly<Record<string, Tensor | undefined>>;
type Shapes = Readonly<Record<string, Shape>>;
type Lengths = Readonly<Record<string, number>>;

/** The element index at which a kernel finds each operand; 0 for an absent one. */
type Places<T> = { readonly [Name in keyof T]: number };

/** The tensor that a kernel really sees: the operand itself, or its staged, contiguous copy. */
type Placed<T extends Operands> = { readonly [Name in keyof T]: T[Name] };

/** A Run knows places only; this keeps the tensors behind them from being collected. */
const operandsOf = new WeakMap<Run, Operands>();

/** One arena for each segment, empty but while {@link runOnce} works. */
const scratches = new WeakMap<Segment, Arena>();
const scratchesInUse = new Set<Arena>();
let depth = 0;

/**
 * Binds a kernel to tensors. The kernel runs on all operands directly when they live in one segment
 * and fit. Those that do not (plain arrays, odd strides, reads that overlap what is written) are
 * staged: copied in before each run, and what the kernel writes is copied out after it. Staging
 * takes memory of the segment for as long as the Run lives; a turn of the event loop after the Run
 * is collected it comes back.
 *
 * @param group the kernels that it runs on
 * @param where the operation, for errors
 * @param inPlace the operands that may be one view with something written; others are staged then
 * @param updates the written operands whose old values count; others are overwritten as a whole
 * @param scratch lengths of what the kernel needs to work; nobody else sees it
 * @param fits whether the kernel can use a view as it is; contiguous ones, unless said otherwise
 * @throws for views that reach beyond their data
 */
export function bindKernel<
  K,
  Reads extends Operands,
  Writes extends Operands,
  Scratch extends Lengths = Record<never, never>,
>(
  group: KernelGroup<K>,
  operands: {
    readonly where: string;
    readonly reads: Reads;
    readonly writes: Writes;
    readonly inPlace?: readonly (keyof Reads)[];
    readonly updates?: readonly (keyof Writes)[];
    readonly scratch?: Scratch;
    readonly fits?: (name: keyof Reads | keyof Writes, x: Tensor) => boolean;
  },
  bind: (kernels: K, at: Places<Reads & Writes & Scratch>, placed: Placed<Reads & Writes>) => Run,
): Run {
  const {
    where,
    reads,
    writes,
    inPlace = [],
    updates = [],
    fits = (_, x) => isContiguous(x),
  } = operands;
  const scratch = Object.fromEntries(
    Object.entries(operands.scratch ?? {}).map(([name, length]) => [name, [length]]),
  );
  const all: Operands = { ...reads, ...writes };
  for (const [name, x] of Object.entries(all)) if (x) expectWithin(x, `${where}: ${name}`);

  const segment = homeOf(all) ?? segmentFor(roomFor({ ...shapesOf(all), ...scratch }));
  const written = Object.values(writes);
  const collides = (name: string, x: Tensor): boolean =>
    name in reads &&
    written.some((y) => y && overlap(x, y) && !(inPlace.includes(name) && isSameView(x, y)));
  const staged: Operands = Object.fromEntries(
    Object.entries(all).filter(
      ([name, x]) => x && !(segmentOf(x.data) === segment && fits(name, x) && !collides(name, x)),
    ),
  );
  const placed: Operands = { ...all, ...stage(segment, { ...shapesOf(staged), ...scratch }) };
  const places: Record<string, number> = {};
  for (const [name, x] of Object.entries(placed)) places[name] = x ? placeOf(x) : 0;

  const kernel = bind(
    segment.kernels(group),
    places as Places<Reads & Writes & Scratch>,
    placed as Placed<Reads & Writes>,
  );
  const copies = (names: readonly string[], copy: (x: Tensor, stage: Tensor) => void): Run[] =>
    names.map((name) => {
      const [x, stage] = [all[name] as Tensor, placed[name] as Tensor];
      return () => copy(x, stage);
    });
  const names = Object.keys(staged);
  const run =
    names.length === 0
      ? kernel
      : inOrder(
          ...copies(
            names.filter((name) => name in reads || updates.includes(name)),
            (x, stage) => copyElements(stage, x),
          ),
          kernel,
          ...copies(
            names.filter((name) => name in writes),
            (x, stage) => copyElements(x, stage),
          ),
        );
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
    if (depth === 0) {
      for (const arena of scratchesInUse) arena.release();
      scratchesInUse.clear();
    }
  }
}

/** A contiguous tensor of each shape, all in one allocation. */
function stage(segment: Segment, shapes: Shapes): Operands {
  if (Object.keys(shapes).length === 0) return {};
  const arena = depth > 0 ? scratchOf(segment) : new Arena(segment);
  let next = arena.allocate(roomFor(shapes));
  return Object.fromEntries(
    Object.entries(shapes).map(([name, shape]) => {
      const start = next;
      next += aligned(sizeOf(shape));
      return [name, arena.view(start, shape)];
    }),
  );
}

function scratchOf(segment: Segment): Arena {
  const arena = scratches.get(segment) ?? new Arena(segment);
  scratches.set(segment, arena);
  scratchesInUse.add(arena);
  return arena;
}

/** Room for all of them, each at its own cache line. */
function roomFor(shapes: Shapes): number {
  return Object.values(shapes).reduce((sum, shape) => sum + aligned(sizeOf(shape)), 0);
}

function shapesOf(operands: Operands): Shapes {
  return Object.fromEntries(
    Object.entries(operands).flatMap(([name, x]) => (x ? [[name, x.shape]] : [])),
  );
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
export function placeOf(x: Tensor): number {
  return x.data.byteOffset / x.data.BYTES_PER_ELEMENT + x.offset;
}
