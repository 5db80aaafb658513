import type { Bench } from "@kindling/scripts/bench";

/** Enough to keep two pipes busy for the four cycles that an operation takes. */
const CHAINS = 14;
const TURNS = 2 ** 16;
const LANES = 4;

/**
 * The machine's limit: f32x4 multiplies and adds on registers, none of which waits for another.
 * What a kernel reaches is to be read against it.
 */
export function peak(): { readonly run: () => void; readonly work: number } {
  const loop = registerLoop();
  return { run: () => loop(TURNS), work: 4 * TURNS * CHAINS * LANES };
}

export default (): readonly Bench[] => {
  const { run, work } = peak();
  return [
    {
      title: "peak: independent f32x4 mul and add in registers",
      unit: "GFLOP/s",
      work,
      baseline: "wasm-simd",
      cases: { "wasm-simd": run },
    },
  ];
};

/**
 * A wasm function of one i32, the turns of
 *
 *     xᵢ = xᵢ · 1 for even i    xᵢ = xᵢ + 1 for odd i
 *
 * that stores Σ xᵢ at the end, so that no engine may leave the loop out. Assembled by hand:
 * section and instruction codes are those of the WebAssembly specification, appendix "Index of Instructions".
 */
function registerLoop(): (turns: number) => void {
  const v128 = 0x7b;
  const i32 = 0x7f;
  const one = CHAINS + 1;
  const get = (local: number) => [0x20, local];
  const set = (local: number) => [0x21, local];
  const add = [0xfd, 0xe4, 0x01];
  const multiply = [0xfd, 0xe6, 0x01];
  const chains = Array.from({ length: CHAINS }, (_, i) => i + 1);

  const body = [
    [1, CHAINS + 1, v128],
    [0x43, 0x00, 0x00, 0x80, 0x3f, 0xfd, 0x13, ...set(one)], // splat of f32.const 1
    [0x03, 0x40], // loop
    [...chains, ...chains, ...chains, ...chains].flatMap((x) => [
      ...get(x),
      ...get(one),
      ...(x % 2 ? add : multiply),
      ...set(x),
    ]),
    [...get(0), 0x41, 1, 0x6b, 0x22, 0, 0x0d, 0, 0x0b], // while (--turns)
    [0x41, 0],
    get(1),
    chains.slice(1).flatMap((x) => [...get(x), ...add]),
    [0xfd, 0x0b, 4, 0, 0x0b], // v128.store, end
  ].flat();

  const module = new WebAssembly.Module(
    Uint8Array.from([
      ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
      ...section(1, [1, 0x60, 1, i32, 0]),
      ...section(3, [1, 0]),
      ...section(5, [1, 0, 1]),
      ...section(7, [1, 3, 0x72, 0x75, 0x6e, 0, 0]), // export "run"
      ...section(10, [1, ...sized(body)]),
    ]),
  );
  return new WebAssembly.Instance(module).exports.run as (turns: number) => void;
}

function section(id: number, content: readonly number[]): number[] {
  return [id, ...sized(content)];
}

/** The content behind its length in LEB128. */
function sized(content: readonly number[]): number[] {
  const { length } = content;
  const prefix = length < 128 ? [length] : [(length & 127) | 128, length >> 7];
  return [...prefix, ...content];
}
