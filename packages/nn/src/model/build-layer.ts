import { checkShape, type Rng, type Shape, show, type Tensor } from "@kindling/core";
import type { Dialect, ParameterPlace } from "@kindling/init";
import { expectMethod, within } from "../check.ts";
import type { BuiltLayer, Layer, Scope } from "../layer.ts";
import type { Names } from "../names.ts";
import type { Parameter } from "../parameter.ts";
import { expectRegularized, regularizerOf } from "../regularizer.ts";
import type { Observer } from "./observer.ts";

/** A parameter that has no memory yet. */
export type Draft = { -readonly [Key in keyof Parameter]: Parameter[Key] } & {
  /** The layer that declared it, as errors name it. */
  readonly label: string;
  readonly place: ParameterPlace;
};

/** A layer with what it declared, the layers inside it included. */
export interface LayerDraft {
  readonly type: string;
  readonly path: string;
  readonly label: string;
  readonly built: BuiltLayer;
  /** The parameters without those of layers inside it, and those layers. */
  readonly own: readonly Draft[];
  readonly inside: readonly LayerDraft[];
  readonly parameters: readonly Draft[];
}

/**
 * Builds one layer at a path.
 *
 * @throws what the layer says of its input shapes, for too many inputs and for two parameters of
 *   one name
 */
export function buildLayer(
  layer: Layer,
  place: {
    readonly path: string;
    readonly rng: Rng;
    readonly clock: { readonly step: number };
    readonly names: Names;
    readonly dialect: Dialect;
    readonly observer: Observer;
    /** False inside a layer that is frozen. */
    readonly trainable?: boolean;
  },
  inputs: readonly Shape[],
): LayerDraft {
  const { path, rng, clock, names, dialect, observer } = place;
  const { type, config } = layer;
  const label = `${type} "${path}"`;
  const trainable = place.trainable !== false && config.trainable !== false;
  expectInputs(layer, inputs, label);
  const parameters: Draft[] = [];
  const own: Draft[] = [];
  const children: LayerDraft[] = [];
  const counts = new Map<string, number>();
  const declare = (parameter: Draft): void => {
    if (parameters.some((other) => other.path === parameter.path)) {
      const role = parameter.path.slice(path.length + 1);
      throw new RangeError(`${label}: expected one parameter of each name, got "${role}" twice`);
    }
    parameters.push(parameter);
  };
  const scope: Scope = {
    path,
    label,
    rng: rng.at(path),
    trainable,
    clock,
    parameter(name, shape, initializer, fans, { trainable: isTrained = true, axes } = {}) {
      const unset = undefined as unknown as Tensor;
      checkShape(shape, `${label}: ${name}`);
      const place = { layer: type, parameter: name, shape, axes };
      const parameter: Draft = {
        path: `${path}/${name}`,
        shape,
        value: unset,
        grad: unset,
        trainable: isTrained,
        rule: { ...regularizerOf(config, name), ...(!trainable && { freeze: true }) },
        initializer: initializer ?? within(label, () => dialect.start(place, fans)),
        fans,
        label,
        place,
      };
      declare(parameter);
      own.push(parameter);
      return parameter;
    },
    activation: (activation) => names.activation(activation, `${label}: activation`),
    initializer: (spec) => within(label, () => names.initializer(spec)),
    inner(inside, ...shapes) {
      const count = (counts.get(inside.type) ?? 0) + 1;
      counts.set(inside.type, count);
      const name = inside.config.name ?? `${inside.type}_${count}`;
      const draft = buildLayer(inside, { ...place, trainable, path: `${path}/${name}` }, shapes);
      for (const parameter of draft.parameters) declare(parameter);
      children.push(draft);
      return draft.built;
    },
  };
  const built = observer.watch(path, expectBuilt(layer.build(scope, ...inputs), label));
  expectRegularized(
    config,
    own.map(({ place }) => place.parameter),
    label,
  );
  return { type, path, label, built, parameters, own, inside: children };
}

/** Layers are written by users, too. @throws for what cannot be bound */
function expectBuilt(built: BuiltLayer, label: string): BuiltLayer {
  expectMethod(built, "bind", label, "an object with output and bind from what builds the layer");
  const { output } = built;
  if (!Array.isArray(output)) {
    throw new TypeError(
      `${label}: output: expected a shape without the batch axis, got ${show(output)}`,
    );
  }
  checkShape(output, `${label}: output`);
  return built;
}

/** A layer says how many inputs it takes by the parameters of its `build`. */
function expectInputs({ build }: Layer, inputs: readonly Shape[], label: string): void {
  const most = build.length - 1;
  if (most >= 1 && inputs.length > most) {
    throw new RangeError(
      `${label}: expected ${most} input${most > 1 ? "s" : ""}, got ${inputs.length}`,
    );
  }
}
