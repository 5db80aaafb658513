import type { Result } from "./experiment.ts";
import { INITIALIZERS } from "./grid.ts";
import {
  finalAccuracy,
  finalLoss,
  gradientRatio,
  mean,
  percent,
  scalePerLayer,
  short,
} from "./summary.ts";

/** A claim about initializers, and what the trainings say of it. */
export interface Answer {
  readonly claim: string;
  /** What counts as a yes. */
  readonly criterion: string;
  readonly verdict: "confirmed" | "not confirmed" | "not tested";
  /** The figures behind the verdict. */
  readonly figures: string;
  /** Where the claim says more, or less, than it should. */
  readonly remark?: string;
}

type Select = Partial<{ readonly [Key in keyof Result["cell"]]: Result["cell"][Key] }>;

/** All claims, each answered by the results there are. */
export function answer(results: readonly Result[]): Answer[] {
  const of = (select: Select, more: (result: Result) => boolean = () => true): Result[] =>
    results.filter(
      (result) =>
        Object.entries(select).every(
          ([key, value]) => result.cell[key as keyof Result["cell"]] === value,
        ) && more(result),
    );
  const depths = [...new Set(results.map(({ cell }) => cell.depth))].sort((a, b) => a - b);
  const [shallow = 0, deep = 0] = [depths[0], depths.at(-1)];
  return [
    zerosLearnNothing(of({ initializer: "zeros" })),
    constantsStayCopies(of({ initializer: "constant" })),
    tooLargeExplodes(of({ initializer: "N(0, 1)" }), results),
    fanInUniformServesSigmoid(
      of({ activation: "sigmoid", depth: shallow }),
      shallow,
      of({ activation: "sigmoid", depth: deep, initializer: "fanInUniform" }),
      deep,
    ),
    keepsScale(
      "Glorot normal, σ = √2/√(fanIn + fanOut), keeps the scale through tanh",
      of({ activation: "tanh", depth: deep, initializer: "glorotNormal" }),
      deep,
    ),
    keepsScale(
      "Glorot uniform, U(±√6/√(fanIn + fanOut)), keeps the scale through tanh",
      of({ activation: "tanh", depth: deep, initializer: "glorotUniform" }),
      deep,
    ),
    heServesRelu("heUniform", "glorotUniform", of({ activation: "relu", depth: deep }), deep),
    heServesRelu("heNormal", "glorotNormal", of({ activation: "relu", depth: deep }), deep),
  ];
}

/** A training that got nowhere: its loss is within 2 % of the one that it began with. */
function isFlat(result: Result): boolean {
  return Math.abs(finalLoss(result) / result.initialLoss - 1) < 0.02;
}

function verdict(results: readonly unknown[], holds: boolean): Answer["verdict"] {
  if (results.length === 0) return "not tested";
  return holds ? "confirmed" : "not confirmed";
}

function zerosLearnNothing(results: Result[]): Answer {
  const copies = mean(results.map(({ copiesAfter }) => copiesAfter));
  const flat = results.filter(isFlat).length;
  return {
    claim:
      "With zeros for weights all units of a layer stay equal, the gradient vanishes, and training gets nowhere.",
    criterion:
      "After training more than 90 % of the units are copies of another, and every loss is within 2 % of its start.",
    verdict: verdict(results, copies > 0.9 && flat === results.length),
    figures: `${percent(copies)} copies after training; the loss of ${flat} of ${results.length} trainings stayed`,
    remark:
      "Only the last bias learns: it finds how frequent each class is. With zeros everywhere the hidden layers get no gradient at all.",
  };
}

function constantsStayCopies(results: Result[]): Answer {
  const copies = mean(results.map(({ copiesAfter }) => copiesAfter));
  const flat = results.filter(isFlat).length;
  return {
    claim: "Any other constant is as bad: the units never differ.",
    criterion: "After training more than 90 % of the units are copies of another.",
    verdict: verdict(results, copies > 0.9),
    figures: `${percent(copies)} copies after training; the loss of ${flat} of ${results.length} trainings stayed`,
    remark:
      "The gradient need not vanish: each layer learns as one unit, so the loss of a shallow net falls until one unit can do no more.",
  };
}

function tooLargeExplodes(results: Result[], all: readonly Result[]): Answer {
  const relus = results.filter(({ cell }) => cell.activation === "relu");
  const overflowed = relus.filter(
    ({ finite, losses, initialLoss }) => !finite || losses.at(-1)! > initialLoss,
  );
  const worse = results.filter((result) => {
    const best = Math.min(...all.filter(isRival(result)).map(finalLoss));
    return finalLoss(result) > 1.5 * best;
  });
  const [first, growth] = [relus, results].map((some) =>
    mean(some.map(({ firstStep }) => firstStep)),
  );
  return {
    claim:
      "Weights that start too large, N(0, 1), let gradients explode; they swing, and gradient descent does not converge.",
    criterion:
      "Every training ends with a loss of more than 1.5 times that of the best initializer for the same net, or overflows.",
    verdict: verdict(results, worse.length === results.length),
    figures: `${worse.length} of ${results.length} end that far behind; ${overflowed.length} of ${relus.length} with relu diverge; the first step changes a relu net's weights by ${percent(first!)}, any net's by ${percent(growth!)}`,
    remark:
      "What explodes depends on the activation: relu passes the scale on and its gradients explode, sigmoid and tanh saturate.",
  };
}

function isRival({ cell }: Result): (other: Result) => boolean {
  return ({ cell: other }) =>
    other.dataset === cell.dataset &&
    other.depth === cell.depth &&
    other.activation === cell.activation &&
    other.seed === cell.seed;
}

function fanInUniformServesSigmoid(
  shallow: Result[],
  depth: number,
  deep: Result[],
  most: number,
): Answer {
  const own = shallow.filter(({ cell }) => cell.initializer === "fanInUniform");
  const others = Object.keys(INITIALIZERS)
    .map((initializer) => ({
      initializer,
      accuracy: mean(
        shallow.filter(({ cell }) => cell.initializer === initializer).map(finalAccuracy),
      ),
    }))
    .filter(({ accuracy }) => !Number.isNaN(accuracy));
  const accuracy = mean(own.map(finalAccuracy));
  const best = others.reduce((a, b) => (b.accuracy > a.accuracy ? b : a), {
    initializer: "",
    accuracy: 0,
  });
  return {
    claim: "U(±1/√fanIn) is the one for sigmoid.",
    criterion: `At ${depth} hidden layers no other initializer is more than 2 points of accuracy ahead.`,
    verdict: verdict(own, best.accuracy - accuracy <= 0.02),
    figures: `accuracy ${percent(accuracy)}; the best, ${best.initializer}, has ${percent(best.accuracy)}; at ${most} layers it ends at ${percent(mean(deep.map(finalAccuracy)))}`,
    remark:
      "Its variance is 1/(3·fanIn), a third of what keeps the scale of a linear layer, and sigmoid has a slope of ¼ at most: stacks of it fade.",
  };
}

function keepsScale(claim: string, results: Result[], depth: number): Answer {
  const scale = mean(results.map(scalePerLayer));
  const gradient = mean(results.map(gradientRatio));
  return {
    claim: `${claim}.`,
    criterion: `Over ${depth} layers the root mean square changes by less than 15 % a layer, and the gradient's norm by less than a factor of 10 in all.`,
    verdict: verdict(results, Math.abs(scale - 1) < 0.15 && gradient > 0.1 && gradient < 10),
    figures: `× ${short(scale)} a layer; gradient at the first layer ${short(gradient)} of that at the last; accuracy ${percent(mean(results.map(finalAccuracy)))}`,
    remark:
      "It was derived for activations that are linear around 0. A tanh shrinks what is large, so the scale falls slowly.",
  };
}

function heServesRelu(he: string, glorot: string, relus: Result[], depth: number): Answer {
  const [own, other] = [he, glorot].map((name) =>
    relus.filter(({ cell }) => cell.initializer === name),
  );
  const [scale, otherScale] = [own!, other!].map((some) => mean(some.map(scalePerLayer)));
  const [loss, otherLoss] = [own!, other!].map((some) => mean(some.map(finalLoss)));
  const law = he === "heNormal" ? "He normal, σ = √2/√fanIn," : "He uniform, U(±√6/√fanIn),";
  return {
    claim: `${law} is the one for ReLU; Glorot's assumes sigmoid-like activations.`,
    criterion: `Through ${depth} relu layers it keeps the root mean square within 15 % a layer, and ends with a lower loss than ${glorot}.`,
    verdict: verdict(own!, Math.abs(scale! - 1) < 0.15 && loss! < otherLoss!),
    figures: `× ${short(scale!)} a layer (${glorot} ${short(otherScale!)}); loss ${short(loss!)} (${glorot} ${short(otherLoss!)}); accuracy ${percent(mean(own!.map(finalAccuracy)))}`,
  };
}
