/** What {@link parseStrictJson} refuses beyond what `JSON.parse` does. */
export interface StrictJsonOptions {
  /** Objects and arrays within each other, at most. */
  readonly depth: number;
}

/**
 * `JSON.parse` for files of unknown origin: a key that an object holds twice is an error, where
 * `JSON.parse` keeps the last one silently, and so is nesting beyond `depth`. The text is scanned
 * first, in linear time, so nothing deep is built before it is refused.
 *
 * @throws SyntaxError saying what is wrong
 * @example parseStrictJson('{"a": 1, "a": 2}', { depth: 1 }) // throws key "a" twice in one object
 */
export function parseStrictJson(text: string, { depth }: StrictJsonOptions): unknown {
  // Keys of each open object; arrays stand as undefined.
  const open: (Set<string> | undefined)[] = [];
  for (let i = 0; i < text.length; i++) {
    switch (text[i]) {
      case "{":
      case "[":
        open.push(text[i] === "{" ? new Set() : undefined);
        if (open.length > depth) throw new SyntaxError(`nested deeper than ${depth} at ${i}`);
        break;
      case "}":
      case "]":
        open.pop();
        break;
      case '"': {
        const start = i;
        i = endOfString(text, start);
        if (!isKey(text, i)) break;
        // Escapes are resolved: "a" and "\u0061" are one key.
        const key = JSON.parse(text.slice(start, i + 1)) as string;
        const keys = open.at(-1);
        if (keys?.has(key))
          throw new SyntaxError(`key ${text.slice(start, i + 1)} twice in one object`);
        keys?.add(key);
      }
    }
  }
  return JSON.parse(text);
}

/** Index of the closing quote; the last index of the text when there is none. */
function endOfString(text: string, start: number): number {
  for (let i = start + 1; i < text.length; i++) {
    if (text[i] === "\\") i++;
    else if (text[i] === '"') return i;
  }
  return text.length - 1;
}

/** A string is a key when a colon follows. */
function isKey(text: string, end: number): boolean {
  let next = end + 1;
  while (text[next] === " " || text[next] === "\n" || text[next] === "\t" || text[next] === "\r")
    next++;
  return text[next] === ":";
}
