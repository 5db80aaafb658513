import type { Shape } from "@kindling/core";

/** The last extent of an input: its channels. @throws for a scalar */
export function expectChannels(input: Shape, where: string): number {
  const channels = input.at(-1);
  if (channels !== undefined) return channels;
  throw new RangeError(`${where}: input: expected [batch, …, channels], got [batch]`);
}
