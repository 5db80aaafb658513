import type { Result } from "./experiment.ts";
import type { Cell } from "./grid.ts";
import {
  finalAccuracy,
  finalLoss,
  gradientRatio,
  groupsOf,
  mean,
  nameOf,
  percent,
  scalePerLayer,
  short,
} from "./summary.ts";

/** A claim about initializers, and what the trainings say of it. */
export interface Answer {
  readonly claim: string;
  /** What counts as a yes. */
  readonly criterion: string;
  readonly verdict: "confirmed" | "not confirmed";
  /** The figures behind the verdict, a line for each data set or finding. */
  readonly figures: readonly string[];
  /** Where the claim says more, or less, than it should. */
  readonly remark: string;
}

/** The claims that the trainings of dense nets have something to say of. */
export function answer(all: readonly Result[]): Answer[] {
  const results = all.filter(({ cell }) => cell.net === "dense");
  const answers = [
    zerosLearnNothing(of(results, { initializer: "zeros" })),
    constantsStayCopies(of(results, { initializer: "constant" })),
    tooLargeExplodes(of(results, { initializer: "N(0, 1)" }), results),
    fanInUniformServesSigmoid(of(results, { activation: "sigmoid" })),
    keepsScale(
      "Glorot normal, σ = √2/√(fanIn + fanOut), keeps the scale through tanh.",
      deepest(of(results, { activation: "tanh", initializer: "glorotNormal" })),
    ),
    keepsScale(
      "Glorot uniform, U(±√6/√(fanIn + fanOut)), keeps the scale through tanh.",
      deepest(of(results, { activation: "tanh", initializer: "glorotUniform" })),
    ),
    heServesRelu(
      "He uniform, U(±√6/√fanIn), is the one for ReLU; Glorot's assumes sigmoid-like activations.",
      ["heUniform", "glorotUniform"],
      of(results, { activation: "relu" }),
    ),
    heServesRelu(
      "He normal, σ = √2/√fanIn, is the one for ReLU; Glorot's assumes sigmoid-like activations.",
      ["heNormal", "glorotNormal"],
      of(results, { activation: "relu" }),
    ),
  ];
  return answers.filter((each) => each !== undefined);
}

function of(results: readonly Result[], select: Partial<Cell>): Result[] {
  return results.filter(({ cell }) =>
    Object.entries(select).every(([key, value]) => cell[key as keyof Cell] === value),
  );
}

/** Those of the most layers, or the fewest. */
function deepest(results: readonly Result[]): Result[] {
  const depth = Math.max(...results.map(({ cell }) => cell.depth));
  return of(results, { depth });
}

function shallowest(results: readonly Result[]): Result[] {
  const depth = Math.min(...results.map(({ cell }) => cell.depth));
  return of(results, { depth });
}

/** Trainings of one data set, with its name and depth in words. */
function byDataset(results: readonly Result[]): { where: string; same: Result[] }[] {
  const names = new Set(results.map(({ cell }) => `${cell.dataset}, ${cell.depth} layers`));
  return Array.from(names, (where) => ({
    where,
    same: results.filter(({ cell }) => `${cell.dataset}, ${cell.depth} layers` === where),
  }));
}

function verdict(holds: boolean): Answer["verdict"] {
  return holds ? "confirmed" : "not confirmed";
}

/** A training that got nowhere: its loss is within 2 % of the one that it began with. */
function isFlat(result: Result): boolean {
  return Math.abs(finalLoss(result) / result.initialLoss - 1) < 0.02;
}

function accuracyOf(results: readonly Result[]): string {
  return percent(mean(results.map(finalAccuracy)));
}

/** `12 of 36`. */
function count(results: readonly Result[], holds: (result: Result) => boolean): string {
  return `${results.filter(holds).length} of ${results.length}`;
}

function zerosLearnNothing(results: Result[]): Answer | undefined {
  if (results.length === 0) return undefined;
  const copies = mean(results.map(({ copiesAfter }) => copiesAfter));
  const isStill = ({ scales }: Result): boolean =>
    scales.slice(0, -1).every(({ gradient }) => gradient === 0);
  return {
    claim:
      "With zeros for weights all units of a layer stay equal, the gradient vanishes, and training gets nowhere.",
    criterion:
      "After training more than 90 % of the units are copies of another, and every loss is within 2 % of its start.",
    verdict: verdict(copies > 0.9 && results.every(isFlat)),
    figures: [
      `${percent(copies)} of the hidden units are copies after training`,
      `${count(results, isFlat)} losses stayed within 2 %`,
      `at the first step the hidden layers of ${count(results, isStill)} nets get no gradient at all`,
    ],
    remark:
      "The last bias still learns how frequent each class is. With sigmoid, whose outputs are ½ and not 0, the last kernel learns too, alike for all units.",
  };
}

function constantsStayCopies(results: Result[]): Answer | undefined {
  if (results.length === 0) return undefined;
  const copies = mean(results.map(({ copiesAfter }) => copiesAfter));
  const learns = (result: Result): boolean => finalLoss(result) < 0.98 * result.initialLoss;
  return {
    claim: "Any other constant is as bad: the units never differ.",
    criterion: "After training more than 90 % of the units are copies of another.",
    verdict: verdict(copies > 0.9),
    figures: [
      `${percent(copies)} of the hidden units are copies after training`,
      `${count(results, learns)} losses fell by more than 2 % all the same`,
      ...byDataset(results).map(
        ({ where, same }) =>
          `${where}: at best accuracy ${percent(Math.max(...same.map(finalAccuracy)))}`,
      ),
    ],
    remark:
      "The gradient need not vanish, as is said of it: every layer learns as one unit, until one unit a layer can do no more. Through relu a constant of 0.1 explodes instead.",
  };
}

function tooLargeExplodes(results: Result[], all: readonly Result[]): Answer | undefined {
  if (results.length === 0) return undefined;
  const best = (result: Result): number => Math.min(...all.filter(isRival(result)).map(finalLoss));
  const lags = (result: Result): boolean => finalLoss(result) > 1.5 * best(result);
  const grows = (result: Result): boolean => !(finalLoss(result) <= result.initialLoss);
  const relus = deepest(of(results, { activation: "relu" }));
  const thrives = groupsOf(results).filter(({ results: same }) => !same.some(lags));
  return {
    claim:
      "Weights that start too large, N(0, 1), let gradients explode; they swing, and gradient descent does not converge.",
    criterion:
      "Every training ends with a loss of more than 1.5 times that of the best initializer for the same net, or overflows.",
    verdict: verdict(results.every(lags)),
    figures: [
      `${count(results, lags)} end that far behind or overflow`,
      `deepest relu nets: ${count(relus, grows)} diverge; a layer multiplies the scale by ${short(mean(relus.map(scalePerLayer)))}, the first step changes weights to ${short(mean(relus.map(({ firstStep }) => firstStep)))} times themselves`,
      ...thrives.map(
        ({ cell, results: same }) =>
          `but ${nameOf(cell)} ends among the best, accuracy ${accuracyOf(same)}`,
      ),
    ],
    remark:
      "Too large is a matter of fan-in, depth and activation. Relu passes the scale on, so it explodes; sigmoid and tanh saturate, which swings less and learns slowly. A shallow net on two features is better off with large weights.",
  };
}

function isRival({ cell }: Result): (other: Result) => boolean {
  const { initializer: _, ...same } = cell;
  return (other) => of([other], same).length > 0;
}

function fanInUniformServesSigmoid(sigmoids: Result[]): Answer | undefined {
  const shallow = shallowest(sigmoids);
  const deep = deepest(of(sigmoids, { initializer: "fanInUniform" }));
  const compared = byDataset(shallow).map(({ where, same }) => {
    const ranked = groupsOf(same)
      .map(({ cell, results }) => ({
        initializer: cell.initializer,
        accuracy: mean(results.map(finalAccuracy)),
      }))
      .sort((a, b) => b.accuracy - a.accuracy);
    const place = ranked.findIndex(({ initializer }) => initializer === "fanInUniform");
    return { where, place, count: ranked.length, own: ranked[place], best: ranked[0]! };
  });
  const tried = compared.flatMap(({ own, ...others }) => (own ? [{ own, ...others }] : []));
  if (tried.length === 0) return undefined;
  return {
    claim: "U(±1/√fanIn) is the one for sigmoid.",
    criterion:
      "With the fewest layers no other initializer is more than 2 points of accuracy ahead.",
    verdict: verdict(tried.every(({ own, best }) => best.accuracy - own.accuracy <= 0.02)),
    figures: [
      ...tried.map(
        ({ where, own, best, place, count }) =>
          `${where}: accuracy ${percent(own.accuracy)}, number ${place + 1} of ${count}; ${best.initializer} has ${percent(best.accuracy)}`,
      ),
      ...byDataset(deep).map(
        ({ where, same }) =>
          `${where}: accuracy ${accuracyOf(same)}; gradient at the first layer ${short(mean(same.map(gradientRatio)))} of that at the last`,
      ),
    ],
    remark:
      "Its variance is 1/(3·fanIn), a third of what keeps the scale of a linear layer, and the slope of a sigmoid is ¼ at most: signals fade sooner than with Glorot's or He's, which fade as well when layers are many. A deep stack of sigmoids needs a larger spread than any of these rules gives it.",
  };
}

function keepsScale(claim: string, results: Result[]): Answer | undefined {
  if (results.length === 0) return undefined;
  const scale = mean(results.map(scalePerLayer));
  const gradient = mean(results.map(gradientRatio));
  return {
    claim,
    criterion:
      "Through the most layers the root mean square changes by less than 15 % a layer, and the gradient's norm by less than a factor of 10 in all.",
    verdict: verdict(Math.abs(scale - 1) < 0.15 && gradient > 0.1 && gradient < 10),
    figures: byDataset(results).map(
      ({ where, same }) =>
        `${where}: × ${short(mean(same.map(scalePerLayer)))} a layer; gradient at the first layer ${short(mean(same.map(gradientRatio)))} of that at the last; accuracy ${accuracyOf(same)}`,
    ),
    remark:
      "It was derived for activations that are linear around 0. A tanh shrinks what is large, so the scale falls slowly, by a power of the depth and no longer exponentially; a larger gain, such as He's, holds it higher.",
  };
}

function heServesRelu(
  claim: string,
  [he, glorot]: readonly [he: string, glorot: string],
  relus: Result[],
): Answer | undefined {
  const deep = deepest(relus);
  const [own, other] = [of(deep, { initializer: he }), of(deep, { initializer: glorot })];
  if (own.length === 0 || other.length === 0) return undefined;
  const scale = mean(own.map(scalePerLayer));
  const wins = (result: Result): boolean =>
    other.filter(isRival(result)).every((rival) => finalLoss(result) < finalLoss(rival));
  const told = (results: Result[]): string[] =>
    byDataset(results).map(({ where, same }) => {
      const [ours, theirs] = [of(same, { initializer: he }), of(same, { initializer: glorot })];
      return `${where}: × ${short(mean(ours.map(scalePerLayer)))} a layer (${glorot} ${short(mean(theirs.map(scalePerLayer)))}), loss ${short(mean(ours.map(finalLoss)))} (${short(mean(theirs.map(finalLoss)))}), accuracy ${accuracyOf(ours)} (${accuracyOf(theirs)})`;
    });
  return {
    claim,
    criterion: `Through the most layers it keeps the root mean square within 15 % a layer, and ends with a lower loss than ${glorot} for every seed.`,
    verdict: verdict(Math.abs(scale - 1) < 0.15 && own.every(wins)),
    figures: [`lower loss in ${count(own, wins)}`, ...told(relus)],
    remark:
      "With two layers there is little between them: Glorot's loses 1/√2 a layer, which only depth makes a power of. A lower loss on the training data is not always a higher accuracy.",
  };
}
