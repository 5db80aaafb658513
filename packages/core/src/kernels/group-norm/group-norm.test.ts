import { describe, it } from "vitest";
import { expectAgreement, rounding } from "../kernel.contract.ts";
import { FAST_SETS, type Lab, sampleValues } from "../lab.ts";
import type { GroupNorm } from "./group-norm.ts";
import { groupNormKernels } from "./kernels.ts";

const EPSILON = 2 ** -10;
/** Samples, positions, groups, width: of layers, of groups, of single channels. */
const SHAPES: readonly (readonly [number, number, number, number])[] = [
  [0, 1, 1, 4], [2, 1, 1, 0], [1, 1, 1, 1], [3, 1, 1, 4], [5, 1, 1, 7], [4, 1, 1, 64], [2, 1, 1, 301],
  [2, 9, 1, 5], [2, 6, 3, 2], [1, 25, 2, 4], [2, 4, 4, 9], [2, 16, 5, 1],
]; // biome-ignore format: a table
const wide = (n: number, salt: number) => sampleValues(n, salt).map((value) => 3 * value + 1);

describe.each(FAST_SETS)("normalization within samples of %s", (set) => {
  it.each([1, 0])("agrees with the reference, in place too; centered: %i", (centered) => {
    for (const shape of SHAPES) {
      const [samples, positions, groups, width] = shape;
      const n = samples * positions * groups * width;
      const channels = groups * width;
      const pairs = 2 * samples * groups;
      const call = ({ kernels, put, room, get }: Lab<GroupNorm>) => {
        const [x, y, plain, stats] = [put(wide(n, 1)), room(n), room(n), room(pairs, 0)];
        const [gamma, beta] = [put(sampleValues(channels, 2)), put(sampleValues(channels, 3))];
        kernels.groupNorm(...shape, x, y, gamma, beta, stats, EPSILON, centered);
        kernels.groupNorm(...shape, x, plain, 0, 0, stats, EPSILON, centered);
        kernels.groupNorm(...shape, x, x, gamma, beta, stats, EPSILON, centered);
        return [...get(y, n), ...get(x, n), ...get(plain, n), ...get(stats, width > 0 ? pairs : 0)];
      };
      // Sums of a quarter of a stretch of numbers up to 4. A deviation has at least that part of the
      // width's share in it, so x̂ stays below √n; one element alone is 0 over ε, up to 2⁵.
      const sum = width / 4 + 8;
      const size = Math.sqrt(positions * width) + 1;
      const least = positions * width === 1 ? 32 : 4;
      expectAgreement(set, groupNormKernels, call, () => rounding(sum, least * size));
    }
  });

  it.each([1, 0])("agrees with the reference backward, in place too; centered: %i", (centered) => {
    for (const shape of SHAPES) {
      const [samples, positions, groups, width] = shape;
      const n = samples * positions * groups * width;
      const channels = groups * width;
      const pairs = 2 * samples * groups;
      const call = ({ kernels, put, room, get }: Lab<GroupNorm>) => {
        const [x, dy, dx] = [put(wide(n, 1)), put(sampleValues(n, 2)), room(n)];
        const gamma = put(sampleValues(channels, 3));
        const [dgamma, dbeta] = [put(sampleValues(channels, 4)), put(sampleValues(channels, 5))];
        // Any mean up to 1 and inverse deviation up to 2.
        const stats = put(
          sampleValues(pairs, 6).map((value, i) => (i % 2 ? 1 + value / 2 : value)),
        );
        kernels.groupNormBackward(...shape, x, dy, dx, gamma, dgamma, dbeta, stats, centered);
        kernels.groupNormBackward(...shape, x, dy, 0, gamma, dgamma, 0, stats, centered);
        kernels.groupNormBackward(...shape, x, dy, dy, 0, 0, 0, stats, centered);
        return [...get(dgamma, channels), ...get(dbeta, channels), ...get(dx, n), ...get(dy, n)];
      };
      // x̂ lies below 7.5. dγ takes as many terms, one by one, as there are samples and positions.
      const terms = 2 * samples * positions;
      const sum = width / 4 + 12;
      expectAgreement(set, groupNormKernels, call, (_, at) =>
        at < 2 * channels
          ? rounding(terms + 4, 7.5 * terms + 1)
          : rounding(sum, 1.5 * (2 + 7.5 * 7.5)),
      );
    }
  });
});
