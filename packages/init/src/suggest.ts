import { distance } from "fastest-levenshtein";

/**
 * The end of an error about a name that is not known: the nearest names by edit distance, or `all`
 * where none is near, by default those that are known. Upper and lower case count as equal.
 *
 * @example suggest("heNromal", ["heNormal", "zeros"]) // 'did you mean "heNormal"?'
 */
export function suggest(name: string, known: Iterable<string>, all?: Iterable<string>): string {
  const candidates = [...known];
  const edits = candidates.map((other) => distance(name.toLowerCase(), other.toLowerCase()));
  const fewest = Math.min(...edits);
  if (fewest <= Math.max(2, name.length / 3)) {
    const nearest = candidates.filter((_, i) => edits[i] === fewest);
    return `did you mean ${quoted(nearest).join(" or ")}?`;
  }
  const listed = [...(all ?? candidates)].sort();
  return listed.length > 0 ? `expected one of ${quoted(listed).join(", ")}` : "there are none";
}

function quoted(names: readonly string[]): string[] {
  return names.map((name) => JSON.stringify(name));
}
