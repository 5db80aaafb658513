import { parseStrictJson } from "../formats/strict-json.ts";

/** Layers within layers take two or three each. */
const DEPTH = 100;

/** What an entry of a file's metadata says in JSON. @throws for other texts, keys that occur twice, and deep nesting */
export function parseEntry(key: string, text: string): unknown {
  try {
    return parseStrictJson(text, { depth: DEPTH });
  } catch (cause) {
    const why = (cause as Error).message.slice(0, 80);
    throw new TypeError(`metadata.${key}: expected JSON, got ${why}`, { cause });
  }
}
