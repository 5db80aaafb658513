import { distance } from "fastest-levenshtein";

/**
 * The end of an error about a name that is not known: the nearest names by edit distance, or all
 * of them when none is near. Upper and lower case count as equal.
 *
 * @example suggest("heNromal", ["heNormal", "zeros"]) // 'did you mean "heNormal"?'
 */
export function suggest(name: string, known: Iterable<string>): string {
  const ranked = Array.from(known, (candidate) => ({
    quoted: JSON.stringify(candidate),
    edits: distance(name.toLowerCase(), candidate.toLowerCase()),
  })).sort((a, b) => a.edits - b.edits);

  const fewest = ranked[0]?.edits ?? Number.POSITIVE_INFINITY;
  if (fewest <= Math.max(2, name.length / 3)) {
    const nearest = ranked.filter(({ edits }) => edits === fewest);
    return `did you mean ${nearest.map(({ quoted }) => quoted).join(" or ")}?`;
  }
  return ranked.length > 0
    ? `expected one of ${ranked
        .map(({ quoted }) => quoted)
        .sort()
        .join(", ")}`
    : "there are none";
}
