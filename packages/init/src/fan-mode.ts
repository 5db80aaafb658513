import type { Fans } from "./law-context.ts";

/**
 * Which fans set the scale: those of the forward pass, of the backward pass, their mean, or their
 * geometric mean √(fanIn·fanOut).
 */
export type FanMode = (typeof FAN_MODES)[number];

export const FAN_MODES = ["fanIn", "fanOut", "fanAvg", "fanGeoAvg"] as const;

/** The fan that a mode stands for. Reads no more of the fans than it needs. */
export function fanOf(mode: FanMode, fans: Fans): number {
  switch (mode) {
    case "fanIn":
      return fans.fanIn;
    case "fanOut":
      return fans.fanOut;
    case "fanAvg":
      return (fans.fanIn + fans.fanOut) / 2;
    case "fanGeoAvg":
      return Math.sqrt(fans.fanIn * fans.fanOut);
  }
}
