// The numbers that every peer works on; peers/pytorch.py makes the same ones.

/** [rows, columns], 11 different values in [−1, 1]. */
export function matrix(rows, columns, shift) {
  return Float32Array.from({ length: rows * columns }, (_, at) => {
    const [i, j] = [Math.floor(at / columns), at % columns];
    return (((7 * i + 3 * j + shift) % 11) - 5) / 5;
  });
}

/**
 * The batch of a net: x [batch, …input], and the target of its loss.
 *
 * Samples come in pairs, alike but of different classes. What cannot be learned keeps gradients from
 * fading into denormal numbers, which are slow everywhere.
 */
export function batchOf({ input, batch, loss }) {
  const inputs = input.reduce((product, extent) => product * extent, 1);
  const row = (i) =>
    Array.from({ length: inputs }, (_, j) => Math.abs(Math.sin((i >> 1) * inputs + j)));
  const rows = Array.from({ length: batch }, (_, i) => row(i));
  const x = Float32Array.from(rows.flat());
  switch (loss) {
    case "binary":
      return { inputs, x, y: Float32Array.from({ length: batch }, (_, i) => i % 2) };
    case "classes":
      return { inputs, x, y: Float32Array.from({ length: batch }, (_, i) => i % 10) };
    case "squares":
      return { inputs, x, y: Float32Array.from(rows.flatMap((values) => values.toReversed())) };
  }
}
