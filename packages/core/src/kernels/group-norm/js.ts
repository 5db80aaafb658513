import type { GroupNorm } from "./group-norm.ts";

export function groupNormJs(heap: Float32Array): GroupNorm {
  return {
    groupNorm(samples, positions, groups, width, x, y, gamma, beta, stats, epsilon, centered) {
      // biome-ignore format: one line
      const channels = groups * width;
      const n = positions * width;
      for (let i = 0; i < samples * groups; i++, stats += 2) {
        const first = (i % groups) * width;
        const start = Math.floor(i / groups) * positions * channels + first;
        const end = start + positions * channels;
        let m = 0;
        for (let from = start; centered && from < end; from += channels) {
          for (let at = from; at < from + width; at++) m += heap[x + at];
        }
        if (centered) m /= n;
        let squares = 0;
        for (let from = start; from < end; from += channels) {
          for (let at = from; at < from + width; at++) squares += (heap[x + at] - m) ** 2;
        }
        const r = 1 / Math.sqrt(squares / n + epsilon);
        heap[stats] = m;
        heap[stats + 1] = r;
        for (let from = start; from < end; from += channels) {
          for (let j = 0; j < width; j++) {
            const normal = (heap[x + from + j] - m) * r;
            const scaled = gamma ? normal * heap[gamma + first + j] : normal;
            heap[y + from + j] = beta ? scaled + heap[beta + first + j] : scaled;
          }
        }
      }
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
      const channels = groups * width;
      const n = positions * width;
      for (let i = 0; i < samples * groups; i++, stats += 2) {
        const first = (i % groups) * width;
        const start = Math.floor(i / groups) * positions * channels + first;
        const end = start + positions * channels;
        const m = heap[stats];
        const r = heap[stats + 1];
        let shift = 0;
        let turn = 0;
        for (let from = start; from < end; from += channels) {
          for (let j = 0; j < width; j++) {
            const slope = heap[dy + from + j];
            const normal = (heap[x + from + j] - m) * r;
            if (dbeta) heap[dbeta + first + j] += slope;
            if (dgamma) heap[dgamma + first + j] += slope * normal;
            const g = gamma ? slope * heap[gamma + first + j] : slope;
            shift += g;
            turn += g * normal;
          }
        }
        if (dx === 0) continue;
        shift = centered ? shift / n : 0;
        turn /= n;
        for (let from = start; from < end; from += channels) {
          for (let j = 0; j < width; j++) {
            const slope = heap[dy + from + j];
            const g = gamma ? slope * heap[gamma + first + j] : slope;
            const normal = (heap[x + from + j] - m) * r;
            heap[dx + from + j] = r * (g - shift - normal * turn);
          }
        }
      }
    },
  };
}
