import { inOrder, type Tensor } from "@kindling/core";
import { defineLayer, type Layer } from "../../layer.ts";

/** What a spy hands on: the value as it is in `forward`, its gradient in `backward`. */
export interface Report {
  value(x: Tensor): void;
  gradient(dx: Tensor): void;
}

/**
 * A layer that changes nothing and reports what passes: forward the value, backward its gradient,
 * complete, since all that reads the value has run by then.
 */
export function spyOn(name: string, report: Report): Layer {
  return defineLayer("spy", () => (_scope, input) => ({
    output: input,
    view: true,
    mask: "passes",
    bind: ({ x, dy, dx }) => ({
      forward: () => report.value(x),
      // Where nothing before it trains, there is no gradient.
      backward: dx ? () => report.gradient(dy) : inOrder(),
    }),
  }))({ name });
}
