/** Bytes that take one character; the others take two. */
const SHORT = 88;
/** Second characters of a pair. */
const SECOND = 84;

/**
 * The bytes of a module that `scripts/generate.mjs` has written as text.
 *
 * Characters are the digits 0 … 89: `#` to `}` without the backslash. With d = (byte + 3) mod 256, a
 * byte is the digit d below 88, otherwise the pair of 88 + ⌊(d − 88)/84⌋ and (d − 88) mod 84.
 *
 * What wasm is mostly made of, small numbers, common instructions and the prefix fd, takes one
 * character, and no byte straddles characters. So gzip finds what repeats: the kernels of a small net
 * take 16.6 kB of a gzipped bundle, 16.1 kB as plain bytes, 22.9 kB in base64, 18.2 kB in hexadecimal,
 * 19.9 kB deflated one by one and in base64.
 */
export function bytesOfText(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(text.length);
  let length = 0;
  for (let i = 0; i < text.length; i++) {
    let digit = digitAt(text, i);
    if (digit >= SHORT) digit = SHORT + SECOND * (digit - SHORT) + digitAt(text, ++i);
    bytes[length++] = digit - 3;
  }
  return bytes.slice(0, length);
}

function digitAt(text: string, i: number): number {
  const code = text.charCodeAt(i);
  return code - (code > 92 ? 36 : 35);
}
