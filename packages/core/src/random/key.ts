import { philox4x32 } from "./philox.ts";

/** Sets the last block apart from blocks of text: "kind" in ASCII. */
const TAG = 0x6b696e64;

/**
 * The Philox key of (seed, path): two words.
 *
 *     key ← the seed's 64-bit two's complement: low word, high word
 *     for every 16 bytes of the path in UTF-8, zero padded, as four little-endian words c,
 *     and last for c = [number of bytes, TAG, 0, 0]:
 *         w = philox4x32(c, key)    key ← (w₀ ⊕ w₂, w₁ ⊕ w₃)
 */
export function deriveKey(seed: number, path: string): [number, number] {
  const bytes = new TextEncoder().encode(path);
  const padded = new DataView(new ArrayBuffer(Math.ceil(bytes.length / 16) * 16));
  bytes.forEach((byte, at) => {
    padded.setUint8(at, byte);
  });
  let key: [number, number] = [seed >>> 0, Math.floor(seed / 2 ** 32) >>> 0];
  const absorb = (counter: [number, number, number, number]): void => {
    const [w0, w1, w2, w3] = philox4x32(counter, key);
    key = [(w0 ^ w2) >>> 0, (w1 ^ w3) >>> 0];
  };
  for (let at = 0; at < padded.byteLength; at += 16) {
    const word = (j: number): number => padded.getUint32(at + 4 * j, true);
    absorb([word(0), word(1), word(2), word(3)]);
  }
  absorb([bytes.length, TAG, 0, 0]);
  return key;
}
