import { short } from "../figures.ts";
import type { Finding } from "../finding.ts";
import type { Observation, OutputFigures } from "../observation.ts";
import { remedyOf } from "../remedy.ts";

/** How far the loss may be above that of the best constant answer. */
const MOST_TIMES = { entropy: 2, squares: 10 };
/** Below it, in nats or as a share of the variance, nothing is amiss: outputs of scale 1 cost as much. */
const SPARE = 1.5;
/** Share of the loss of even odds below which the base rate is the better start. */
const RARE = 0.25;

/**
 * A first loss far above that of an answer that knows nothing: ln C for C classes, the entropy of the
 * base rate for yes and no, the variance of the target for numbers.
 */
export function initialLoss({ outputs, parameters }: Observation): Finding[] {
  return outputs.flatMap((output) => {
    const chance = chanceOf(output);
    if (chance === undefined) return [];
    const { level, bias } = chance;
    const excess = output.value > chance.most;
    const rare =
      chance.base !== undefined && chance.base < RARE * level && output.value > level / 2;
    if (!excess && !rare && Number.isFinite(output.value)) return [];
    const own = parameters.filter(({ layer }) => layer === output.path);
    const hasBias = own.some(({ parameter }) => parameter.path === `${output.path}/bias`);
    return [
      {
        code: "initialLoss" as const,
        severity: "warning" as const,
        paths: [output.path],
        figure: `loss ${short(output.value, 3)}, expected about ${short(rare ? chance.base! : level, 3)}`,
        why: "The first steps go into unlearning a confident or misplaced start instead of into learning.",
        remedy: remedyOf([
          {
            kind: "layer",
            path: output.path,
            config: {
              kernelInitializer: { name: "varianceScaling", scale: 0.1 },
              ...(hasBias && bias !== 0 && { biasInitializer: { name: "constant", value: bias } }),
            },
          },
        ]),
      },
    ];
  });
}

interface Chance {
  /** Loss of the constant answer that the loss is measured by. */
  readonly level: number;
  readonly most: number;
  /** Loss of the best constant answer, where that may be far lower. */
  readonly base?: number;
  /** What a bias would make of the best constant answer. */
  readonly bias: number;
}

function chanceOf({ loss, target, units }: OutputFigures): Chance | undefined {
  switch (loss.name) {
    case "sparseCategoricalCrossentropy":
    case "categoricalCrossentropy":
      return entropy(Math.log(units), 0);
    case "binaryCrossentropy": {
      const rate = meanOf(target);
      const odds = rate > 0 && rate < 1 ? Math.log(rate / (1 - rate)) : 0;
      const base = odds === 0 ? Math.LN2 : -rate * Math.log(rate) - (1 - rate) * Math.log(1 - rate);
      return { ...entropy(Math.LN2, Number(odds.toPrecision(3))), base };
    }
    case "meanSquaredError": {
      const bias = meanOf(target);
      const level = meanOf(target.map((value) => (value - bias) ** 2));
      const most = MOST_TIMES.squares * level;
      return level > 0 ? { level, most, bias: Number(bias.toPrecision(3)) } : undefined;
    }
    default:
      return undefined;
  }
}

function entropy(level: number, bias: number): Chance {
  return { level, most: MOST_TIMES.entropy * level + SPARE, bias };
}

function meanOf(x: Float32Array): number {
  return x.reduce((sum, value) => sum + value, 0) / x.length;
}
