import { describe, expect, it } from "vitest";
import { decodeSafetensors, encodeSafetensors } from "./safetensors.ts";

/** A file put together by hand: length, header, data. */
function file(
  header: string | Uint8Array,
  data: readonly number[] = [],
  length?: bigint,
): Uint8Array {
  const json = typeof header === "string" ? new TextEncoder().encode(header) : header;
  const size = new Uint8Array(new BigUint64Array([length ?? BigInt(json.length)]).buffer);
  return Uint8Array.from([...size, ...json, ...data]);
}

const entry = (begin: number, end: number, shape: string, dtype = '"F32"'): string =>
  `{"dtype":${dtype},"shape":${shape},"data_offsets":[${begin},${end}]}`;

const zeros = (count: number): number[] => new Array<number>(count).fill(0);

/**
 * `safetensors.numpy.save` of Hugging Face's safetensors 0.8.0, on
 * { b: [0, −0, ∞], "a/é\n": [[1, −2, 0.5], [0.1, 3·10³⁸, 2⁻¹⁴⁹]], scalar: 7, empty: [0, 3] },
 * metadata { "say \"x\"": "\u0001 ü" }.
 */
const PUBLISHED = Uint8Array.from(
  Buffer.from(
    [
      "18010000000000007b225f5f6d657461646174615f5f223a7b22736179205c22785c22223a225c753030",
      "303120c3bc227d2c22612fc3a95c6e223a7b226474797065223a22463332222c227368617065223a5b32",
      "2c335d2c22646174615f6f666673657473223a5b302c32345d7d2c2262223a7b226474797065223a2246",
      "3332222c227368617065223a5b335d2c22646174615f6f666673657473223a5b32342c33365d7d2c2265",
      "6d707479223a7b226474797065223a22463332222c227368617065223a5b302c335d2c22646174615f6f",
      "666673657473223a5b33362c33365d7d2c227363616c6172223a7b226474797065223a22463332222c22",
      "7368617065223a5b5d2c22646174615f6f666673657473223a5b33362c34305d7d7d20200000803f0000",
      "00c00000003fcdcccc3de6b1617f0100000000000000000000800000807f0000e040",
    ].join(""),
    "hex",
  ),
);

const CONTENT = {
  tensors: new Map([
    ["scalar", { shape: [], data: Float32Array.of(7) }],
    ["b", { shape: [3], data: Float32Array.of(0, -0, Number.POSITIVE_INFINITY) }],
    ["a/é\n", { shape: [2, 3], data: Float32Array.of(1, -2, 0.5, 0.1, 3e38, 2 ** -149) }],
    ["empty", { shape: [0, 3], data: new Float32Array(0) }],
  ]),
  metadata: { 'say "x"': "\u0001 ü" },
};

describe("encodeSafetensors", () => {
  it("writes the bytes of Hugging Face's writer", () => {
    expect(Buffer.from(encodeSafetensors(CONTENT)).toString("latin1")).toBe(
      Buffer.from(PUBLISHED).toString("latin1"),
    );
  });

  it("gives one content one sequence of bytes, and aligned data", () => {
    const reversed = { ...CONTENT, tensors: new Map([...CONTENT.tensors].reverse()) };
    expect(encodeSafetensors(reversed)).toEqual(encodeSafetensors(CONTENT));
    for (let length = 1; length < 20; length++) {
      const tensors = new Map([["n".repeat(length), { shape: [1], data: Float32Array.of(1) }]]);
      const bytes = encodeSafetensors({ tensors, metadata: {} });
      expect(bytes[0]! % 8).toBe(0);
      expect(bytes.slice(-4)).toEqual(Uint8Array.of(0, 0, 0x80, 0x3f)); // 1 = 0x3f800000
    }
  });

  it("writes a view of a larger memory", () => {
    const data = new Float32Array([9, 9, 1, 2, 9]).subarray(2, 4);
    const bytes = encodeSafetensors({
      tensors: new Map([["w", { shape: [2], data }]]),
      metadata: {},
    });
    expect(decodeSafetensors(bytes).tensors.get("w")!.data).toEqual(Float32Array.of(1, 2));
  });

  const one = Float32Array.of(1);
  it.each<[string, string, unknown, object, string]>([
    ["a shape of another size", "w", { shape: [2], data: one }, {}, '"w": data: expected as many'],
    ["a fraction as extent", "w", { shape: [0.5], data: one }, {}, '"w": shape: expected whole'],
    ["other arrays", "w", { shape: [1], data: [1] }, {}, '"w": data: expected a Float32Array'],
    ["the reserved name", "__metadata__", { shape: [1], data: one }, {}, "a name that"],
    ["half a surrogate pair", "\ud800", { shape: [1], data: one }, {}, "expected Unicode"],
    [
      "metadata that are not texts",
      "w",
      { shape: [1], data: one },
      { a: 1 },
      "expected texts, got 1",
    ],
  ])("refuses %s", (_, name, tensor, metadata, message) => {
    const tensors = new Map([[name, tensor as { shape: number[]; data: Float32Array }]]);
    expect(() =>
      encodeSafetensors({ tensors, metadata: metadata as Record<string, string> }),
    ).toThrow(message);
  });
});

describe("decodeSafetensors", () => {
  it("reads a file put together from the format's description", () => {
    const header = `{"t": ${entry(0, 8, "[1, 2]")}, "__metadata__": {"k": "v"}}`;
    const bytes = file(header, [0, 0, 0x80, 0x3f, 0, 0, 0x20, 0xc0]); // 1 and −2.5
    const { tensors, metadata } = decodeSafetensors(bytes);
    expect([...tensors]).toEqual([["t", { shape: [1, 2], data: Float32Array.of(1, -2.5) }]]);
    expect({ ...metadata }).toEqual({ k: "v" });
  });

  it("reads what Hugging Face's writer wrote", () => {
    const { tensors, metadata } = decodeSafetensors(PUBLISHED);
    expect([...tensors.keys()]).toEqual(["a/é\n", "b", "empty", "scalar"]);
    expect(new Map([...CONTENT.tensors].sort())).toEqual(tensors);
    expect({ ...metadata }).toEqual(CONTENT.metadata);
  });

  it("keeps every bit pattern, NaN with payloads too", () => {
    const bits = Uint32Array.of(0x7fc00001, 0xffc12345, 0x7f800001, 0x80000000, 1);
    const tensors = new Map([["w", { shape: [5], data: new Float32Array(bits.buffer) }]]);
    const { data } = decodeSafetensors(encodeSafetensors({ tensors, metadata: {} })).tensors.get(
      "w",
    )!;
    expect(new Uint32Array(data.buffer)).toEqual(bits);
  });

  it("returns copies, wherever the bytes lie", () => {
    for (let offset = 0; offset < 8; offset++) {
      const memory = new Uint8Array(PUBLISHED.length + 8);
      const bytes = memory.subarray(offset, offset + PUBLISHED.length);
      bytes.set(PUBLISHED);
      const { tensors } = decodeSafetensors(bytes);
      memory.fill(0xff);
      expect(tensors.get("scalar")!.data).toEqual(Float32Array.of(7));
    }
  });

  it("reads an ArrayBuffer, a Buffer and shared memory", () => {
    const shared = new Uint8Array(new SharedArrayBuffer(PUBLISHED.length));
    shared.set(PUBLISHED);
    for (const bytes of [PUBLISHED.buffer as ArrayBuffer, Buffer.from(PUBLISHED), shared]) {
      expect(decodeSafetensors(bytes)).toEqual(decodeSafetensors(PUBLISHED));
    }
  });

  it("orders tensors by their data, whatever the order of the header", () => {
    const header = `{"2": ${entry(4, 8, "[]")}, "a": ${entry(0, 4, "[]")}, "1": ${entry(8, 12, "[]")}}`;
    expect([...decodeSafetensors(file(header, zeros(12))).tensors.keys()]).toEqual(["a", "2", "1"]);
  });

  it("takes names of Object.prototype for names", () => {
    const names = ["__proto__", "constructor", "toString", "hasOwnProperty"];
    const metadata: Record<string, string> = Object.create(null);
    for (const name of names) metadata[name] = name;
    const tensors = new Map(names.map((name) => [name, { shape: [1], data: Float32Array.of(1) }]));
    const decoded = decodeSafetensors(encodeSafetensors({ tensors, metadata }));
    expect([...decoded.tensors.keys()]).toEqual([...names].sort());
    expect(Object.entries(decoded.metadata)).toEqual([...names].sort().map((name) => [name, name]));
    expect(decodeSafetensors(file("{}")).metadata.constructor).toBeUndefined();
  });

  const w = (begin: number, end: number, shape: string, dtype?: string): string =>
    `{"w":${entry(begin, end, shape, dtype)}}`;

  it.each<[string, Uint8Array, string]>([
    ["no bytes", new Uint8Array(0), "file: expected at least 8 bytes, got 0"],
    ["seven bytes", new Uint8Array(7), "file: expected at least 8 bytes, got 7"],
    ["a header beyond the end", file("{}", [], 3n), "header length: expected at most the 2 bytes"],
    ["a header above the limit", file("{}", [], 100_000_001n), "expected at most 100000000 bytes"],
    ["the largest length", file("{}", [], 2n ** 64n - 1n), "expected at most 100000000 bytes"],
    ["an empty header", file(""), "header: expected a JSON object"],
    ["bytes that are not UTF-8", file(Uint8Array.of(0x7b, 0xff, 0x7d)), "header: expected UTF-8"],
    ["a byte order mark", file("\ufeff{}"), "header: expected a JSON object"],
    ["space in front", file(" {}"), "header: expected a JSON object, from its first byte on"],
    ["no JSON", file("{w}"), "header: expected JSON"],
    ["JSON cut off", file('{"w":'), "header: expected JSON"],
    ["more after the JSON", file("{}{}"), "header: expected JSON"],
    ["an array", file("[]"), "header: expected a JSON object"],
    ["null", file("null"), "header: expected a JSON object"],
    ["deep nesting", file(`{"w":${"[".repeat(1e5)}`), "nested deeper than 3"],
    [
      "a tensor twice",
      file(`{"w":${entry(0, 0, "[0]")},"w":${entry(0, 0, "[0]")}}`),
      'key "w" twice',
    ],
    ["a key escaped and plain", file('{"w":{"dtype":1,"\\u0064type":2}}'), "twice"],
    ["a tensor that is a number", file('{"w":1}'), '"w": expected an object with dtype'],
    ["a tensor that is null", file('{"w":null}'), '"w": expected an object with dtype'],
    ["a tensor that is an array", file('{"w":[]}'), '"w": expected an object with dtype'],
    ["no dtype", file('{"w":{"shape":[],"data_offsets":[0,4]}}', zeros(4)), "got undefined"],
    [
      "another dtype",
      file(w(0, 8, "[1]", '"F64"'), zeros(8)),
      '"w": dtype: expected "F32", the only one supported, got "F64"',
    ],
    ["a dtype of Object.prototype", file(w(0, 4, "[1]", '"toString"'), zeros(4)), 'got "toString"'],
    ["no shape", file('{"w":{"dtype":"F32","data_offsets":[0,4]}}', zeros(4)), '"w": shape'],
    [
      "a fraction in the shape",
      file(w(0, 4, "[0.5, 2]"), zeros(4)),
      '"w": shape: expected a list of whole',
    ],
    [
      "a negative extent",
      file(w(0, 4, "[-1, -1]"), zeros(4)),
      '"w": shape: expected a list of whole',
    ],
    [
      "an extent that is text",
      file(w(0, 4, '["1"]'), zeros(4)),
      '"w": shape: expected a list of whole',
    ],
    [
      "an extent beyond 2⁵³",
      file(w(0, 0, "[9007199254740993]")),
      '"w": shape: expected a list of whole',
    ],
    [
      "a product that overflows",
      file(w(0, 0, "[4294967296, 4294967296]")),
      "expected Infinity bytes for shape",
    ],
    [
      "an overflow times 0",
      file(w(0, 0, "[4294967296, 4294967296, 0]")),
      "expected Infinity bytes",
    ],
    [
      "a claim of 4 TB",
      file(w(0, 4e12, "[1000000000000]"), zeros(4)),
      "an end within the 4 bytes of data",
    ],
    [
      "a shape larger than its bytes",
      file(w(0, 4, "[1000000]"), zeros(4)),
      "expected 4000000 bytes for shape [1000000], got 4",
    ],
    [
      "no offsets",
      file('{"w":{"dtype":"F32","shape":[]}}'),
      '"w": data_offsets: expected two whole',
    ],
    [
      "three offsets",
      file('{"w":{"dtype":"F32","shape":[],"data_offsets":[0,4,4]}}', zeros(4)),
      "expected two whole",
    ],
    ["a fraction as offset", file(w(0.5, 4.5, "[1]"), zeros(8)), "expected two whole"],
    ["a negative offset", file(w(-4, 0, "[1]"), zeros(4)), "expected two whole"],
    [
      "an end before its begin",
      file(w(4, 0, "[1]"), zeros(4)),
      "a begin that is not behind the end",
    ],
    ["an end behind the data", file(w(0, 8, "[2]"), zeros(4)), "an end within the 4 bytes of data"],
    ["data cut off", file(w(0, 4, "[1]"), zeros(3)), "an end within the 3 bytes of data"],
    [
      "data left over",
      file(w(0, 4, "[1]"), zeros(5)),
      "data: expected the 4 bytes of the tensors, got 5",
    ],
    [
      "data without tensors",
      file("{}", zeros(1)),
      "data: expected the 0 bytes of the tensors, got 1",
    ],
    [
      "a hole at the start",
      file(w(4, 8, "[1]"), zeros(8)),
      '"w": data_offsets: expected a begin at 0, got 4, which leaves a hole',
    ],
    [
      "a hole",
      file(`{"a":${entry(0, 4, "[]")},"b":${entry(8, 12, "[]")}}`, zeros(12)),
      '"b": data_offsets: expected a begin at 4, got 8, which leaves a hole',
    ],
    [
      "an overlap",
      file(`{"a":${entry(0, 8, "[2]")},"b":${entry(4, 12, "[2]")}}`, zeros(12)),
      '"b": data_offsets: expected a begin at 8, got 4, which leaves an overlap',
    ],
    [
      "one place twice",
      file(`{"a":${entry(0, 4, "[]")},"b":${entry(0, 4, "[]")}}`, zeros(4)),
      "an overlap",
    ],
    [
      "metadata that are a list",
      file('{"__metadata__":[]}'),
      "__metadata__: expected an object of texts",
    ],
    [
      "metadata that are null",
      file('{"__metadata__":null}'),
      "__metadata__: expected an object of texts",
    ],
    [
      "a number in the metadata",
      file('{"__metadata__":{"epoch":5}}'),
      '__metadata__: "epoch": expected a text, got 5',
    ],
  ])("refuses %s", (_, bytes, message) => {
    const thrown = catchError(() => decodeSafetensors(bytes));
    expect(thrown).toBeInstanceOf(RangeError);
    expect(thrown.message).toMatch(/^safetensors: .*: expected .*, got /);
    expect(thrown.message).toContain(message);
    expect(thrown.message.length).toBeLessThan(300);
  });

  it("keeps its errors short when names are long", () => {
    const thrown = catchError(() => decodeSafetensors(file(`{"${"x".repeat(1e6)}":1}`)));
    expect(thrown.message.length).toBeLessThan(300);
  });

  it("refuses what is not bytes", () => {
    for (const value of [undefined, null, 8, "text", [1, 2], {}]) {
      expect(() => decodeSafetensors(value as unknown as Uint8Array)).toThrow(TypeError);
    }
  });

  it("decodes or refuses every cut and every changed byte of a file", () => {
    const accepted = (bytes: Uint8Array): boolean => {
      try {
        decodeSafetensors(bytes);
        return true;
      } catch (error) {
        if (error instanceof RangeError && /^safetensors: /.test(error.message)) return false;
        throw error;
      }
    };
    for (let length = 0; length < PUBLISHED.length; length++) {
      expect(accepted(PUBLISHED.subarray(0, length))).toBe(false);
    }
    const bytes = PUBLISHED.slice();
    const dataStart = bytes.length - 40;
    for (let at = 0; at < bytes.length; at++) {
      for (let value = 0; value < 256; value++) {
        bytes[at] = value;
        // Values are not checked: any four bytes are a float32.
        if (accepted(bytes) === false && at >= dataStart)
          expect.fail(`byte ${at} = ${value} refused`);
      }
      bytes[at] = PUBLISHED[at]!;
    }
  });
});

function catchError(run: () => unknown): Error {
  try {
    run();
  } catch (error) {
    return error as Error;
  }
  throw new Error("expected a throw");
}
