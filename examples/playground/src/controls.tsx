import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { ACTIVATIONS, DATA, MOST, OPTIMIZERS, type Setup } from "./state.ts";

/** Steps a second that can be chosen. */
const SPEEDS = [10, 60, 120, 600, 3000];

interface Props {
  readonly setup: Setup;
  readonly running: boolean;
  readonly speed: number;
  readonly step: number;
  readonly drawings: Set<() => void>;
  readonly readStep: () => number;
  readonly onChange: (setup: Setup) => void;
  readonly onRun: (running: boolean, speed?: number) => void;
  readonly onStep: () => void;
  readonly onReset: () => void;
}

/** What all nets have in common, and the buttons that make them learn. */
export function Controls(props: Props) {
  const { setup, running, speed, onChange, onRun, onStep, onReset } = props;
  const change = (part: Partial<Setup>) => onChange({ ...setup, ...part });
  return (
    <form class="controls" onSubmit={(event) => event.preventDefault()}>
      <div class="buttons">
        <button type="button" class="main" onClick={() => onRun(!running)}>
          {running ? "Pause" : "Train"}
        </button>
        <button type="button" onClick={onStep} disabled={running}>
          One step
        </button>
        <button type="button" onClick={onReset}>
          Start over
        </button>
        <StepCount drawings={props.drawings} readStep={props.readStep} />
      </div>
      <Field label="Data">
        <Choice
          label="data"
          names={DATA}
          value={setup.data}
          onChange={(data) => change({ data })}
        />
      </Field>
      <Field label="Layers">
        <Stepper
          label="layers"
          value={setup.layers.length}
          most={MOST.layers}
          onChange={(count) =>
            change({
              layers: Array.from(
                { length: count },
                (_, i) => setup.layers[i] ?? setup.layers.at(-1)!,
              ),
            })
          }
        />
      </Field>
      <Field label="Units">
        <Stepper
          label="units"
          value={setup.layers[0]!}
          most={MOST.units}
          factor={2}
          onChange={(units) => change({ layers: setup.layers.map(() => units) })}
        />
      </Field>
      <Field label="Activation">
        <Choice
          label="activation"
          names={ACTIVATIONS}
          value={setup.activation}
          onChange={(activation) => change({ activation })}
        />
      </Field>
      <Field label="Optimizer">
        <Choice
          label="optimizer"
          names={OPTIMIZERS}
          value={setup.optimizer}
          onChange={(optimizer) =>
            change({ optimizer, learningRate: optimizer === "adam" ? 0.01 : 0.1 })
          }
        />
      </Field>
      <Field label="Learning rate">
        <Choice
          label="learning rate"
          names={[
            ...new Set([
              "0.001",
              "0.003",
              "0.01",
              "0.03",
              "0.1",
              "0.3",
              "1",
              "3",
              `${setup.learningRate}`,
            ]),
          ]}
          value={`${setup.learningRate}`}
          onChange={(rate) => change({ learningRate: Number(rate) })}
        />
      </Field>
      <Field label="Seed">
        <Stepper
          label="seed"
          value={setup.seed}
          least={0}
          most={9999}
          onChange={(seed) => change({ seed })}
        />
      </Field>
      <Field label="Speed">
        <Choice
          label="speed"
          names={SPEEDS.map((each) => `${each}`)}
          value={`${speed}`}
          unit=" steps/s"
          onChange={(each) => onRun(running, Number(each))}
        />
      </Field>
    </form>
  );
}

/** The number of the step, which changes at every frame. */
function StepCount({ drawings, readStep }: Pick<Props, "drawings" | "readStep">) {
  const output = useRef<HTMLOutputElement>(null);
  useEffect(() => {
    const draw = () => {
      if (output.current) output.current.textContent = `step ${readStep()}`;
    };
    draw();
    drawings.add(draw);
    return () => void drawings.delete(draw);
  }, []);
  return <output class="step" ref={output} />;
}

function Field({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    <div class="field">
      <span aria-hidden="true">{label}</span>
      {children}
    </div>
  );
}

/** One of several names. */
export function Choice<T extends string>(props: {
  readonly names: readonly T[];
  readonly value: T;
  readonly unit?: string;
  readonly label?: string;
  readonly onChange: (name: T) => void;
}) {
  const { names, value, unit = "", label, onChange } = props;
  return (
    <select
      value={value}
      aria-label={label}
      onChange={({ currentTarget }) => onChange(currentTarget.value as T)}
    >
      {names.map((name) => (
        <option key={name} value={name}>
          {name}
          {unit}
        </option>
      ))}
    </select>
  );
}

/** A number with a button to either side. */
function Stepper(props: {
  readonly label: string;
  readonly value: number;
  readonly least?: number;
  readonly most: number;
  readonly factor?: number;
  readonly onChange: (value: number) => void;
}) {
  const { label, value, least = 1, most, factor, onChange } = props;
  const less = Math.max(least, factor ? Math.floor(value / factor) : value - 1);
  const more = Math.min(most, factor ? value * factor : value + 1);
  return (
    <span class="stepper">
      <button
        type="button"
        aria-label={`fewer ${label}`}
        disabled={value <= least}
        onClick={() => onChange(less)}
      >
        −
      </button>
      <output>{value}</output>
      <button
        type="button"
        aria-label={`more ${label}`}
        disabled={value >= most}
        onClick={() => onChange(more)}
      >
        +
      </button>
    </span>
  );
}
