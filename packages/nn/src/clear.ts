import type { Run, Tensor } from "@kindling/core";

/** x = value, for a contiguous tensor whose memory others use too. */
export function clear({ data, offset, size }: Tensor, value = 0): Run {
  return () => {
    data.fill(value, offset, offset + size);
  };
}
