import type { Diagnosis } from "./diagnose.ts";
import { fragmentOf, pageOf } from "./html.ts";
import { textOf } from "./text.ts";

/** Options of {@link formatDiagnosis}. */
export interface FormatOptions {
  /**
   * `text`, the default, for a terminal; `html`, a page of its own that needs no other file;
   * `htmlFragment`, a `<section>` for a page, in the colours of what is around it.
   */
  readonly format?: "text" | "html" | "htmlFragment";
}

/**
 * A diagnosis to read: what passes through each layer, then the findings with their remedies.
 *
 * @example
 * console.log(formatDiagnosis(diagnose(model, { x, y })));
 * const page = formatDiagnosis(diagnose(model, { x, y }), { format: "html" });
 */
export function formatDiagnosis(
  diagnosis: Diagnosis,
  { format = "text" }: FormatOptions = {},
): string {
  switch (format) {
    case "text":
      return textOf(diagnosis);
    case "html":
      return pageOf(diagnosis);
    case "htmlFragment":
      return fragmentOf(diagnosis);
  }
}
