import { ACTIVATIONS, DATA, keysOf, MOST, OPTIMIZERS, type Setup } from "./state.ts";

/** Steps a second that can be chosen. */
const SPEEDS = [10, 60, 120, 600, 3000];
const RATES = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3];
const BATCHES = [1, 4, 16, 64, 256];

interface Props {
  readonly setup: Setup;
  readonly speed: number;
  readonly onChange: (setup: Setup) => void;
  readonly onSpeed: (speed: number) => void;
}

/** What all nets have in common. */
export function Controls({ setup, speed, onChange, onSpeed }: Props) {
  const change = (part: Partial<Setup>) => onChange({ ...setup, ...part });
  const { layers } = setup;
  const isEven = layers.every((units) => units === layers[0]);
  return (
    <form class="controls" aria-label="Setup" onSubmit={(event) => event.preventDefault()}>
      <Choice label="Data" names={DATA} value={setup.data} onChange={(data) => change({ data })} />
      <Choice
        label="Activation"
        names={ACTIVATIONS}
        value={setup.activation}
        onChange={(activation) => change({ activation })}
      />
      <Stepper
        label="Layers"
        value={layers.length}
        less={layers.length - 1}
        more={layers.length + 1}
        most={MOST.layers}
        onChange={(count) =>
          change({ layers: Array.from({ length: count }, (_, i) => layers[i] ?? layers.at(-1)!) })
        }
      />
      <Stepper
        label="Units of each"
        value={layers[0]!}
        text={isEven ? `${layers[0]}` : layers.join("-")}
        less={Math.floor(layers[0]! / 2)}
        more={Math.min(2 * layers[0]!, MOST.units)}
        most={MOST.units}
        onChange={(units) => change({ layers: layers.map(() => units) })}
      />
      <Choice
        label="Optimizer"
        names={keysOf(OPTIMIZERS)}
        value={setup.optimizer}
        onChange={(optimizer) => change({ optimizer, learningRate: OPTIMIZERS[optimizer] })}
      />
      <NumberChoice
        label="Learning rate"
        numbers={RATES}
        value={setup.learningRate}
        onChange={(learningRate) => change({ learningRate })}
      />
      <NumberChoice
        label="Batch"
        numbers={BATCHES}
        value={setup.batchSize}
        onChange={(batchSize) => change({ batchSize })}
      />
      <Stepper
        label="Seed"
        value={setup.seed}
        less={setup.seed - 1}
        more={setup.seed + 1}
        least={0}
        most={MOST.seed}
        onChange={(seed) => change({ seed })}
      />
      <NumberChoice label="Steps a second" numbers={SPEEDS} value={speed} onChange={onSpeed} />
    </form>
  );
}

/** One of several names. */
function Choice<T extends string>(props: {
  readonly label: string;
  readonly names: readonly T[];
  readonly value: T;
  readonly onChange: (name: T) => void;
}) {
  const { label, names, value, onChange } = props;
  return (
    <label class="field">
      <span>{label}</span>
      <select value={value} onChange={({ currentTarget }) => onChange(currentTarget.value as T)}>
        {names.map((name) => (
          <option key={name}>{name}</option>
        ))}
      </select>
    </label>
  );
}

/** One of several numbers; that of an address is among them. */
function NumberChoice(props: {
  readonly label: string;
  readonly numbers: readonly number[];
  readonly value: number;
  readonly onChange: (value: number) => void;
}) {
  const { label, numbers, value, onChange } = props;
  const all = Array.from(new Set([...numbers, value])).sort((a, b) => a - b);
  return (
    <Choice
      label={label}
      names={all.map(String)}
      value={`${value}`}
      onChange={(text) => onChange(Number(text))}
    />
  );
}

/** A number with a button to either side. */
function Stepper(props: {
  readonly label: string;
  readonly value: number;
  readonly text?: string;
  readonly less: number;
  readonly more: number;
  readonly least?: number;
  readonly most: number;
  readonly onChange: (value: number) => void;
}) {
  const { label, value, text = `${value}`, less, more, least = 1, most, onChange } = props;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as a grid everywhere
    <div class="field" role="group" aria-label={label}>
      <span aria-hidden="true">{label}</span>
      <span class="stepper">
        <button
          type="button"
          aria-label={`less, ${label}`}
          disabled={value <= least}
          onClick={() => onChange(less)}
        >
          −
        </button>
        <output>{text}</output>
        <button
          type="button"
          aria-label={`more, ${label}`}
          disabled={value >= most}
          onClick={() => onChange(more)}
        >
          +
        </button>
      </span>
    </div>
  );
}
