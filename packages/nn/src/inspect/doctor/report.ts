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
 * A diagnosis to read: what passes through each layer, and the findings with their remedies.
 *
 * For each layer, as far as there is something to say: `spread`, the standard deviation; `theory`, the `rms`
 * that mean-field theory expects; shares of `zeros`, of `dead` units and of values at the `ends` of an
 * activation; units that are `copies`; `rank`, the dimensions that the samples spread over; the norm of the
 * `gradient` in units of that at the last layer; `update`, ‖Δw‖/‖w‖ of one step. HTML has also ratios from
 * layer to layer, histograms of gradients, and the trend over depth as charts.
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
