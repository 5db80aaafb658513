/** A text as numbers, one for each character. */
export interface Text {
  /** Every character that occurs, by its number. */
  readonly alphabet: readonly string[];
  readonly codes: Uint8Array;
}

/** Numbers its letters in the order of their codes. */
export function encode(text: string): Text {
  const characters = Array.from(text);
  const alphabet = [...new Set(characters)].sort();
  const codes = Uint8Array.from(characters, (character) => alphabet.indexOf(character));
  return { alphabet, codes };
}

/**
 * Stretches of the text, and the same one character on: what a net reads, and what it is to say at each
 * step.
 *
 *     x, y  [windows, length], a window every `stride` characters
 */
export function windowsOf(
  { codes }: Text,
  length: number,
  stride: number,
): { readonly count: number; readonly x: Uint8Array; readonly y: Uint8Array } {
  const count = Math.floor((codes.length - 1 - length) / stride) + 1;
  const cut = (shift: number): Uint8Array => {
    const windows = new Uint8Array(count * length);
    for (let i = 0; i < count; i++) {
      const start = i * stride + shift;
      windows.set(codes.subarray(start, start + length), i * length);
    }
    return windows;
  };
  return { count, x: cut(0), y: cut(1) };
}
