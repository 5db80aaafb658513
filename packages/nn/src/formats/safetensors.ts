import type { Shape } from "@kindling/core";
import {
  byteSize,
  isCount,
  LENGTH_BYTES,
  MAX_HEADER_BYTES,
  METADATA,
  readHeader,
  refuse,
  show,
} from "./safetensors-header.ts";

/** A tensor of a file: its values in row-major order. */
export interface FileTensor {
  readonly shape: Shape;
  readonly data: Float32Array;
}

/** What a safetensors file holds: tensors by name, and texts by name. */
export interface Safetensors {
  readonly tensors: ReadonlyMap<string, FileTensor>;
  readonly metadata: Readonly<Record<string, string>>;
}

/**
 * The bytes of a safetensors file.
 *
 *     N     8 bytes, little-endian       length of the header
 *     {…}   N bytes, JSON in UTF-8       { name: { dtype, shape, data_offsets: [begin, end] } }
 *     …     float32, little-endian       begin and end count from here
 *
 * Tensors and metadata stand in the order of their names, so one content has one sequence of bytes.
 * Spaces after the JSON let the data start at a multiple of 8. Values are copied bit by bit, NaN and
 * infinities included.
 *
 * https://github.com/huggingface/safetensors, "Format"
 *
 * @throws for a shape of another size than the data, a tensor named `__metadata__`, metadata that
 *   are not texts, names that are not Unicode, and a header above 100 MB
 * @example
 * const tensors = new Map([["w", { shape: [2], data: new Float32Array([1, 2]) }]]);
 * const bytes = encodeSafetensors({ tensors, metadata: {} });
 * decodeSafetensors(bytes).tensors.get("w")?.shape // [2]
 */
export function encodeSafetensors({ tensors, metadata }: Safetensors): Uint8Array {
  const sorted = [...tensors].sort(([a], [b]) => (a < b ? -1 : 1));
  const entries: string[] = [];
  const keys = Object.keys(metadata).sort();
  if (keys.length > 0) {
    const texts = keys.map((key) => `${quote(key)}:${quote(metadata[key])}`);
    entries.push(`"${METADATA}":{${texts.join(",")}}`);
  }
  let size = 0;
  for (const [name, tensor] of sorted) {
    expectTensor(name, tensor);
    const { shape, data } = tensor;
    const offsets = `[${size},${size + data.byteLength}]`;
    entries.push(
      `${quote(name)}:{"dtype":"F32","shape":[${shape.join(",")}],"data_offsets":${offsets}}`,
    );
    size += data.byteLength;
  }
  const header = new TextEncoder().encode(`{${entries.join(",")}}`);
  const headerLength = Math.ceil(header.length / 8) * 8;
  if (headerLength > MAX_HEADER_BYTES) {
    refuse("header", `at most ${MAX_HEADER_BYTES} bytes`, `${headerLength}`);
  }

  const dataStart = LENGTH_BYTES + headerLength;
  const bytes = new Uint8Array(dataStart + size);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(headerLength), true);
  bytes.fill(0x20, LENGTH_BYTES, dataStart);
  bytes.set(header, LENGTH_BYTES);
  let at = dataStart;
  for (const [, { data }] of sorted) {
    for (const bits of new Uint32Array(data.buffer, data.byteOffset, data.length)) {
      view.setUint32(at, bits, true);
      at += 4;
    }
  }
  return bytes;
}

/**
 * The content of a safetensors file of any origin: every claim of the header is held against the
 * bytes that are there before memory is taken. Tensors come in the order of their data, each in an
 * array of its own; `metadata` has no prototype, so that any name is harmless.
 *
 * @throws for bytes that are cut off, damaged or too many, tensors that overlap or leave holes, keys
 *   that occur twice, and element types other than F32
 * @example
 * const { tensors } = decodeSafetensors(await readFile("mnist.safetensors"));
 * [...tensors.keys()] // ["dense_1/bias", "dense_1/kernel"]
 */
export function decodeSafetensors(file: Uint8Array | ArrayBuffer): {
  tensors: Map<string, FileTensor>;
  metadata: Record<string, string>;
} {
  const bytes = bytesOf(file);
  const { spans, metadata, dataStart } = readHeader(bytes);
  const view = new DataView(bytes.buffer, bytes.byteOffset + dataStart);
  const tensors = new Map<string, FileTensor>();
  for (const { name, shape, begin, end } of spans) {
    const data = new Float32Array((end - begin) / 4);
    const bits = new Uint32Array(data.buffer);
    for (let i = 0; i < bits.length; i++) bits[i] = view.getUint32(begin + 4 * i, true);
    tensors.set(name, { shape, data });
  }
  return { tensors, metadata };
}

function bytesOf(file: unknown): Uint8Array {
  if (file instanceof ArrayBuffer) return new Uint8Array(file);
  if (ArrayBuffer.isView(file))
    return new Uint8Array(file.buffer, file.byteOffset, file.byteLength);
  throw new TypeError(`safetensors: expected a Uint8Array or an ArrayBuffer, got ${show(file)}`);
}

function expectTensor(name: string, { shape, data }: FileTensor): void {
  const where = show(name);
  if (name === METADATA) refuse(where, "a name that the format does not keep for texts", "it");
  if (!shape.every(isCount)) refuse(`${where}: shape`, "whole numbers, 0 or more", show(shape));
  if (!(data instanceof Float32Array)) refuse(`${where}: data`, "a Float32Array", show(data));
  if (data.byteLength !== byteSize(shape)) {
    refuse(`${where}: data`, `as many values as shape ${show(shape)} has`, `${data.length}`);
  }
}

/** JSON of a text. Half a surrogate pair is no Unicode, and other readers refuse it. */
function quote(text: unknown): string {
  if (typeof text !== "string") refuse(METADATA, "texts", show(text));
  if (/\p{Surrogate}/u.test(text)) refuse("name or text", "Unicode", show(text));
  return JSON.stringify(text);
}
