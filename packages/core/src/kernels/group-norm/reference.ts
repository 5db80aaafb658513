import type { GroupNorm } from "./group-norm.ts";

export function groupNormReference(heap: Float64Array): GroupNorm {
  /** Calls `each` for every group with the offsets of its elements and the channel of each. */
  const overGroups = (
    [samples, positions, groups, width]: readonly [number, number, number, number],
    each: (group: number, offsets: readonly number[], channels: readonly number[]) => void,
  ) => {
    for (let sample = 0; sample < samples; sample++) {
      for (let group = 0; group < groups; group++) {
        const offsets: number[] = [];
        const channels: number[] = [];
        for (let position = 0; position < positions; position++) {
          for (let j = 0; j < width; j++) {
            const channel = group * width + j;
            offsets.push((sample * positions + position) * groups * width + channel);
            channels.push(channel);
          }
        }
        each(sample * groups + group, offsets, channels);
      }
    }
  };
  const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;

  return {
    groupNorm(samples, positions, groups, width, x, y, gamma, beta, stats, epsilon, centered) {
      // biome-ignore format: one line
      overGroups([samples, positions, groups, width], (group, offsets, channels) => {
        const values = offsets.map((at) => heap[x + at]);
        const m = centered ? mean(values) : 0;
        const r = 1 / Math.sqrt(mean(values.map((value) => (value - m) ** 2)) + epsilon);
        heap[stats + 2 * group] = m;
        heap[stats + 2 * group + 1] = r;
        for (const [i, at] of offsets.entries()) {
          const scale = gamma ? heap[gamma + channels[i]] : 1;
          const start = beta ? heap[beta + channels[i]] : 0;
          heap[y + at] = scale * (values[i] - m) * r + start;
        }
      });
    },
    groupNormBackward(
      samples,
      positions,
      groups,
      width,
      x,
      dy,
      dx,
      gamma,
      dgamma,
      dbeta,
      stats,
      centered,
    ) {
      // biome-ignore format: one line
      overGroups([samples, positions, groups, width], (group, offsets, channels) => {
        const [m, r] = [heap[stats + 2 * group], heap[stats + 2 * group + 1]];
        const normal = offsets.map((at) => (heap[x + at] - m) * r);
        for (const [i, at] of offsets.entries()) {
          if (dbeta) heap[dbeta + channels[i]] += heap[dy + at];
          if (dgamma) heap[dgamma + channels[i]] += heap[dy + at] * normal[i];
        }
        if (dx === 0) return;
        const g = offsets.map((at, i) => (gamma ? heap[gamma + channels[i]] : 1) * heap[dy + at]);
        const shift = centered ? mean(g) : 0;
        const turn = mean(g.map((value, i) => value * normal[i]));
        for (const [i, at] of offsets.entries()) {
          heap[dx + at] = r * (g[i] - shift - normal[i] * turn);
        }
      });
    },
  };
}
