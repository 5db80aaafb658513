import { formatShape, type Shape } from "@kindling/core";
import { parseStrictJson } from "./strict-json.ts";

/** Bytes that hold the length of the header. */
export const LENGTH_BYTES = 8;

/** The format's own limit. */
export const MAX_HEADER_BYTES = 100_000_000;

/** The one name that is no tensor's. */
export const METADATA = "__metadata__";

/** Header, one tensor in it, its shape. */
const DEPTH = 3;

/** Where the bytes of a tensor lie, counted from the start of the data. */
export interface Span {
  readonly name: string;
  readonly shape: Shape;
  readonly begin: number;
  readonly end: number;
}

export interface Header {
  /** In the order of the data, which they cover without overlap or hole. */
  readonly spans: readonly Span[];
  /** Without a prototype. */
  readonly metadata: Record<string, string>;
  /** Offset of the data in the file. */
  readonly dataStart: number;
}

/**
 * Reads the header of a safetensors file and holds every claim in it against the bytes that are
 * there.
 *
 * @throws where, expected, got
 */
export function readHeader(bytes: Uint8Array): Header {
  const dataStart = LENGTH_BYTES + headerLength(bytes);
  const text = decodeUtf8(bytes.slice(LENGTH_BYTES, dataStart));
  if (text[0] !== "{") refuse("header", "a JSON object, from its first byte on", show(text));
  const { [METADATA]: metadata = {}, ...entries } = parse(text);
  const available = bytes.length - dataStart;
  const spans = Object.entries(entries).map(([name, entry]) => readSpan(name, entry, available));
  expectCovered(spans, available);
  return { spans, metadata: readMetadata(metadata), dataStart };
}

function headerLength(bytes: Uint8Array): number {
  if (bytes.length < LENGTH_BYTES) {
    refuse("file", `at least ${LENGTH_BYTES} bytes`, `${bytes.length}`);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, LENGTH_BYTES);
  const length = Number(view.getBigUint64(0, true));
  const present = bytes.length - LENGTH_BYTES;
  if (length > MAX_HEADER_BYTES) {
    refuse(
      "header length",
      `at most ${MAX_HEADER_BYTES} bytes`,
      `${length}; not a safetensors file`,
    );
  }
  if (length > present) {
    refuse(
      "header length",
      `at most the ${present} bytes that follow`,
      `${length}; the file is cut off`,
    );
  }
  return length;
}

function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return refuse("header", "UTF-8", "other bytes");
  }
}

function parse(text: string): Record<string, unknown> {
  try {
    return parseStrictJson(text, { depth: DEPTH }) as Record<string, unknown>;
  } catch (error) {
    return refuse("header", "JSON", abridge((error as Error).message));
  }
}

function readSpan(name: string, entry: unknown, available: number): Span {
  const where = show(name);
  if (!isRecord(entry)) refuse(where, "an object with dtype, shape and data_offsets", show(entry));
  const { dtype, shape, data_offsets: offsets } = entry;
  const place = `${where}: data_offsets`;
  if (dtype !== "F32") refuse(`${where}: dtype`, '"F32", the only one supported', show(dtype));
  if (!Array.isArray(shape) || !shape.every(isCount)) {
    refuse(`${where}: shape`, "a list of whole numbers, 0 or more", show(shape));
  }
  if (!Array.isArray(offsets) || offsets.length !== 2 || !offsets.every(isCount)) {
    refuse(place, "two whole numbers, 0 or more", show(offsets));
  }
  const [begin, end] = offsets as [number, number];
  if (begin > end) refuse(place, "a begin that is not behind the end", show(offsets));
  if (end > available) refuse(place, `an end within the ${available} bytes of data`, show(offsets));
  const size = byteSize(shape);
  if (size !== end - begin) {
    refuse(place, `${size} bytes for shape ${abridge(formatShape(shape))}`, `${end - begin}`);
  }
  return { name, shape, begin, end };
}

/** Sorts the spans by place; each begins where the one before it ends, up to the last byte. */
function expectCovered(spans: Span[], available: number): void {
  spans.sort((a, b) => a.begin - b.begin || a.end - b.end);
  let covered = 0;
  for (const { name, begin, end } of spans) {
    if (begin !== covered) {
      const what = begin < covered ? "an overlap" : "a hole";
      refuse(
        `${show(name)}: data_offsets`,
        `a begin at ${covered}`,
        `${begin}, which leaves ${what}`,
      );
    }
    covered = end;
  }
  if (covered !== available) refuse("data", `the ${covered} bytes of the tensors`, `${available}`);
}

function readMetadata(metadata: unknown): Record<string, string> {
  if (!isRecord(metadata)) refuse(METADATA, "an object of texts", show(metadata));
  const texts: Record<string, string> = Object.create(null);
  for (const [key, text] of Object.entries(metadata)) {
    if (typeof text !== "string") refuse(`${METADATA}: ${show(key)}`, "a text", show(text));
    texts[key] = text;
  }
  return texts;
}

/** Bytes of that many float32; infinity once a product exceeds what a number counts exactly. */
export function byteSize(shape: Shape): number {
  let size = 4;
  for (const extent of shape) {
    size *= extent;
    if (!Number.isSafeInteger(size)) return Number.POSITIVE_INFINITY;
  }
  return size;
}

export function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0 && !Object.is(value, -0);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A value as an error shows it: as JSON, and short, since a hostile file's names are megabytes. */
export function show(value: unknown): string {
  return abridge(JSON.stringify(value) ?? typeof value);
}

function abridge(text: string): string {
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}

export function refuse(where: string, expected: string, got: string): never {
  throw new RangeError(`safetensors: ${where}: expected ${expected}, got ${got}`);
}
