import { expectName } from "../check.ts";
import type { Layer } from "../layer.ts";
import { type AnyLayerFactory, LAYERS } from "../layers/table.ts";
import type { Loss } from "../losses/loss.ts";
import { LOSSES } from "../losses/resolve.ts";
import type { Metric } from "../metrics/metric.ts";
import { METRICS } from "../metrics/resolve.ts";
import type { Optimizer } from "../optimizers/optimizer.ts";
import { OPTIMIZERS } from "../optimizers/resolve.ts";
import { SCHEDULES } from "../schedules/resolve.ts";
import type { Schedule } from "../schedules/schedule.ts";
import type { CompileOptions } from "./model.ts";
import type { SavedConfig, SavedLoss, SavedMetric, SavedMetrics } from "./save.ts";

type Factories<T> = Readonly<Record<string, (config: never) => T>>;

/** What a file names that is the user's own. Each factory gets the configuration that was saved. */
export interface LoadOptions {
  /** By their types. */
  readonly layers?: readonly AnyLayerFactory[];
  /** By type. */
  readonly optimizers?: Factories<Optimizer>;
  /** By type. */
  readonly schedules?: Factories<Schedule>;
  /** By name. */
  readonly losses?: Factories<Loss>;
  /** By type or name. */
  readonly metrics?: Factories<Metric>;
}

/** Makes layers of what was saved. @throws for types that nobody knows, and what the factories throw */
export function reviveLayers(saved: SavedConfig["layers"], { layers = [] }: LoadOptions): Layer[] {
  const factories = new Map([...LAYERS, ...layers].map((factory) => [factory.type, factory]));
  return saved.map((layer, i) => revive(layer, factories, `layers[${i}]`) as Layer);
}

/** Those inside the configuration of others included. */
function revive(
  saved: unknown,
  factories: ReadonlyMap<string, AnyLayerFactory>,
  where: string,
): unknown {
  if (Array.isArray(saved)) {
    return saved.map((each, i) => revive(each, factories, `${where}[${i}]`));
  }
  if (typeof saved !== "object" || saved === null) return saved;
  const inside = Object.fromEntries(
    Object.entries(saved).map(([key, value]) => [key, revive(value, factories, `${where}.${key}`)]),
  );
  if (!("type" in saved && "config" in saved)) return inside;
  const factory = expectName(saved.type as string, factories, `${where}: type`);
  return factory(inside.config as never);
}

/** What a model was compiled with. @throws as {@link reviveLayers} */
export function reviveCompiled(
  { optimizer, loss, lossWeights, metrics, weightedMetrics }: NonNullable<SavedConfig["compiled"]>,
  own: LoadOptions,
): CompileOptions {
  const lossOf = ({ name, config }: SavedLoss): Loss =>
    make("loss", name, config, LOSSES, own.losses);
  const metricOf = (saved: SavedMetric): Metric => {
    const { type, config } = typeof saved === "string" ? { type: saved, config: {} } : saved;
    return make<Metric>("metric", type, config, METRICS, own.metrics);
  };
  const metricsOf = (saved: SavedMetrics = []) =>
    saved.map((each) =>
      Array.isArray(each) ? each.map(metricOf) : metricOf(each as SavedMetric),
    ) as readonly Metric[];
  const { learningRate } = optimizer.config;
  const schedule = typeof learningRate === "object" && {
    learningRate: make<Schedule>(
      "schedule",
      learningRate.type,
      learningRate.config,
      SCHEDULES,
      own.schedules,
    ),
  };
  const config = { ...optimizer.config, ...schedule };
  return {
    optimizer: make<Optimizer>("optimizer", optimizer.type, config, OPTIMIZERS, own.optimizers),
    loss: Array.isArray(loss) ? loss.map(lossOf) : lossOf(loss as SavedLoss),
    ...(lossWeights && { lossWeights }),
    metrics: metricsOf(metrics),
    weightedMetrics: metricsOf(weightedMetrics),
  };
}

/** By the factory of that name, a built-in one or the user's own. @throws with the names there are */
function make<T>(
  what: string,
  name: string,
  config: object,
  builtin: Factories<T>,
  own: Factories<T> | undefined,
): T {
  const factories = new Map(Object.entries({ ...builtin, ...own }));
  return expectName(name, factories, what)(config as never);
}
