import {
  Arena,
  bindClip,
  bindPenalize,
  bindScale,
  bindSumOfSquares,
  inOrder,
  type Run,
  type Tensor,
} from "@kindling/core";
import type { Clock, Optimizer } from "../optimizers/optimizer.ts";
import {
  type RuleOptions,
  readUpdateOptions,
  sourceOf,
  type UpdateOptions,
} from "../optimizers/update-options.ts";
import { Block } from "./block.ts";
import type { Network, Place } from "./network.ts";

/** An update of all parameters that train, bound. */
export interface Update {
  /** From the gradients as the backward passes left them. */
  readonly run: Run;
  /** What the optimizer remembers, laid out as the weights are. */
  readonly slots: readonly Block[];
  /** Batches whose gradients add up before it runs. */
  readonly batches: number;
  /** False for parameters that are frozen, and for the state of layers that are. */
  trains(path: string): boolean;
}

type Settings = Required<RuleOptions>;

/** Neighbours that are treated alike in some respect, with the settings of the first of them. */
interface Stretch extends Settings {
  readonly at: number;
  size: number;
}

/**
 * Binds what a step does with the gradients: accumulated ones become means, then they are clipped,
 * penalties are added, weights decay, and the optimizer runs; each over stretches of memory as long
 * as the rules allow, without rules over all at once.
 *
 * @throws for options that do not hold, rules that match nothing, and what the optimizer throws
 */
export function bindUpdate(network: Network, optimizer: Optimizer, clock: Clock): Update {
  const { values, grads, places, parameters } = network;
  const options = readUpdateOptions(optimizer.config, optimizer.type);
  expectMatches(options, places, optimizer.type);
  const memory = new Arena(network.arena.segment);
  const slots = optimizer.slots.map(() => new Block(memory, values.all.size));
  const settings = new Map(
    parameters.map(({ path, rule, trainable }) => [
      path,
      settingsOf(path, trainable ? options : {}, rule),
    ]),
  );
  const frozen = (path: string): boolean => settings.get(path)!.freeze;
  const trained = places.filter(({ path }) => !frozen(path));
  const alike = (...names: readonly (keyof Settings)[]): Stretch[] =>
    stretchesOf(trained, (path) => settings.get(path)!, names);

  const { gradientAccumulationSteps: batches = 1, clipValue, clipNorm, globalClipNorm } = options;
  const all = grads.all;
  const runs: (Run | false | undefined)[] = [
    batches > 1 && bindScale({ out: all, x: all, settings: { factor: 1 / batches } }),
    clipValue !== undefined && bindClip({ out: all, x: all, low: -clipValue, high: clipValue }),
  ];
  if (clipNorm !== undefined) {
    for (const { at, size } of trained) runs.push(bindClipNorm([grads.view(at, [size])], clipNorm));
  }
  if (globalClipNorm !== undefined) {
    const parts = alike().map(({ at, size }) => grads.view(at, [size]));
    runs.push(bindClipNorm(parts, globalClipNorm));
  }
  for (const { at, size, l1, l2 } of alike("l1", "l2")) {
    if (l1 === 0 && l2 === 0) continue;
    runs.push(bindPenalize({ w: values.view(at, [size]), g: grads.view(at, [size]), l1, l2 }));
  }
  for (const stretch of alike("weightDecay", "learningRateMultiplier")) {
    const { at, size, weightDecay, learningRateMultiplier } = stretch;
    if (weightDecay === 0) continue;
    runs.push(bindDecay(values.view(at, [size]), weightDecay * learningRateMultiplier, clock));
  }
  const rateOf = (path: string): number => settings.get(path)!.learningRateMultiplier;
  const parts = optimizer.perParameter
    ? trained.map(({ at, shape, path }) => ({ at, shape, path, multiplier: rateOf(path) }))
    : alike("learningRateMultiplier").map(({ at, size, learningRateMultiplier }) => ({
        at,
        shape: [size],
        multiplier: learningRateMultiplier,
      }));
  for (const { at, shape, multiplier, ...path } of parts) {
    const own = multiplier === 1 ? clock : { ...clock };
    const update = optimizer.bind({
      w: values.view(at, shape),
      g: grads.view(at, shape),
      slots: slots.map((slot) => slot.view(at, shape)),
      clock: own,
      buffer: (wanted) => memory.tensor(wanted),
      ...path,
    });
    runs.push(own !== clock && (() => follow(own, clock, multiplier)), update);
  }
  return { run: inOrder(...runs), slots, batches, trains: (path) => !frozen(path) };
}

/** Scales the parts down where they are longer together. */
function bindClipNorm(parts: readonly Tensor[], most: number): Run {
  const squares = new Float64Array(1);
  const settings = { factor: 1 };
  const sums = parts.map((x) => bindSumOfSquares({ x, result: squares }));
  const scales = parts.map((x) => bindScale({ out: x, x, settings }));
  return () => {
    let sum = 0;
    for (let i = 0; i < sums.length; i++) {
      sums[i]!();
      sum += squares[0]!;
    }
    const norm = Math.sqrt(sum);
    if (norm <= most) return;
    settings.factor = most / norm;
    for (let i = 0; i < scales.length; i++) scales[i]!();
  };
}

/** w ← w − η·λ·w */
function bindDecay(w: Tensor, rate: number, clock: Clock): Run {
  const settings = { factor: 1 };
  const scale = bindScale({ out: w, x: w, settings });
  return () => {
    settings.factor = 1 - clock.learningRate * rate;
    scale();
  };
}

function follow(own: Clock, clock: Clock, multiplier: number): void {
  own.step = clock.step;
  own.epoch = clock.epoch;
  own.learningRate = clock.learningRate * multiplier;
}

/** What holds for a parameter: the optimizer's options, then its layer's, then the optimizer's rules. */
function settingsOf(path: string, options: UpdateOptions, layer: RuleOptions): Settings {
  const { weightDecay = 0, l1 = 0, l2 = 0, rules = [] } = options;
  const matching = rules.filter(([pattern]) => new RegExp(pattern).test(path));
  const own = Object.assign({}, ...matching.map(([, each]) => each)) as RuleOptions;
  return { freeze: false, learningRateMultiplier: 1, weightDecay, l1, l2, ...layer, ...own };
}

/** Joins neighbours in memory that agree in the settings of those names. */
function stretchesOf(
  places: readonly Place[],
  settings: (path: string) => Settings,
  names: readonly (keyof Settings)[],
): Stretch[] {
  const stretches: Stretch[] = [];
  for (const { path, at, size } of places) {
    const own = settings(path);
    const last = stretches.at(-1);
    if (last && last.at + last.size === at && names.every((name) => last[name] === own[name])) {
      last.size += size;
    } else stretches.push({ ...own, at, size });
  }
  return stretches;
}

/** A misspelt pattern would change nothing, and nobody would see it. */
function expectMatches(
  { rules = [] }: UpdateOptions,
  places: readonly Place[],
  where: string,
): void {
  for (const [i, [pattern]] of rules.entries()) {
    if (places.some(({ path }) => new RegExp(pattern).test(path))) continue;
    const paths = places.map(({ path }) => path).join(", ");
    throw new RangeError(
      `${where}: rules[${i}]: expected a pattern that matches one of ${paths}, got /${sourceOf(pattern)}/`,
    );
  }
}
