import { useEffect, useRef } from "preact/hooks";
import { COLOURS } from "./colours.ts";
import { Choice } from "./controls.tsx";
import { pointsOf } from "./data.ts";
import { type Advice, GRID, type LayerView, REACH } from "./protocol.ts";
import type { Session } from "./session.ts";
import { INITIALIZERS, type NetSetup, type Setup } from "./state.ts";

interface Props {
  readonly index: number;
  readonly net: NetSetup;
  readonly setup: Setup;
  readonly session: Session;
  readonly drawings: Set<() => void>;
  readonly looks: number;
  /** Without a net: the column goes. */
  readonly onChange: (net: NetSetup | undefined) => void;
}

/** One net: what it makes of the plane, how its layers look, and what the doctor says. */
export function NetColumn({ index, net, setup, session, drawings, onChange }: Props) {
  const { latest } = session.nets[index] ?? {};
  return (
    <section
      class="net"
      aria-label={`Net ${index + 1}: ${net.initializer}`}
      style={{ "--line": COLOURS[index] }}
    >
      <header>
        <Choice
          label={`initializer of net ${index + 1}`}
          names={INITIALIZERS}
          value={net.initializer}
          onChange={(initializer) => onChange({ initializer, cures: [] })}
        />
        {setup.nets.length > 1 && (
          <button
            type="button"
            aria-label={`remove net ${index + 1}`}
            onClick={() => onChange(undefined)}
          >
            ×
          </button>
        )}
      </header>
      {net.cures.length > 0 && (
        <p class="cured">
          cured of {net.cures.join(", ")}{" "}
          <button type="button" onClick={() => onChange({ ...net, cures: [] })}>
            undo
          </button>
        </p>
      )}
      {setup.data !== "digits" && (
        <Plane index={index} setup={setup} session={session} drawings={drawings} />
      )}
      <Figures index={index} session={session} drawings={drawings} />
      {latest?.advice && (
        <AdviceList
          advice={latest.advice}
          onApply={(code) => onChange({ ...net, cures: [...net.cures, code] })}
        />
      )}
      {latest?.layers && <Layers layers={latest.layers} />}
    </section>
  );
}

/** The probability of one class over the plane, with the points that the nets learn from. */
function Plane({
  index,
  setup,
  session,
  drawings,
}: Pick<Props, "index" | "setup" | "session" | "drawings">) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = canvas.current!.getContext("2d")!;
    const { width } = context.canvas;
    const small = new OffscreenCanvas(GRID, GRID);
    const image = new ImageData(GRID, GRID);
    const { x, y } = pointsOf(setup.data as Exclude<typeof setup.data, "digits">, setup.seed);
    const draw = () => {
      const plane = session.nets[index]?.latest?.plane;
      if (!plane) return;
      for (let i = 0; i < plane.length; i++) image.data.set(shade(plane[i]! / 255), 4 * i);
      small.getContext("2d")!.putImageData(image, 0, 0);
      context.imageSmoothingEnabled = true;
      context.drawImage(small, 0, 0, width, width);
      for (let i = 0; i < y.length; i += 2) {
        for (const kind of [i, i + 1]) {
          context.fillStyle = y[kind] === 0 ? "#a34a00" : "#004d8c";
          const [a, b] = [x[2 * kind]!, x[2 * kind + 1]!];
          context.fillRect(
            ((a / REACH + 1) / 2) * width - 1.5,
            ((1 - b / REACH) / 2) * width - 1.5,
            3,
            3,
          );
        }
      }
    };
    draw();
    drawings.add(draw);
    return () => void drawings.delete(draw);
  }, [setup]);
  return <canvas ref={canvas} width={240} height={240} role="img" aria-label="Decision boundary" />;
}

/** From orange over white to blue. */
function shade(p: number): readonly [number, number, number, number] {
  const t = 2 * Math.abs(p - 0.5);
  const [r, g, b] = p < 0.5 ? [245, 147, 34] : [8, 119, 189];
  const mix = (channel: number) => 236 + (channel - 236) * t;
  return [mix(r!), mix(g!), mix(b!), 255];
}

/** Loss and accuracy, which change at every frame. */
function Figures({ index, session, drawings }: Pick<Props, "index" | "session" | "drawings">) {
  const line = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    const draw = () => {
      const record = session.nets[index];
      if (!line.current || !record?.latest) return;
      const { accuracy, stopped } = record.latest;
      const loss = record.losses.at(-1);
      line.current.textContent = stopped
        ? "stopped: the numbers have overflowed"
        : `loss ${loss?.toFixed(3) ?? "–"} · ${(100 * accuracy).toFixed(0)} % right`;
    };
    draw();
    drawings.add(draw);
    return () => void drawings.delete(draw);
  }, []);
  return <p class="figures" ref={line} />;
}

function AdviceList({
  advice,
  onApply,
}: {
  advice: readonly Advice[];
  onApply: (code: string) => void;
}) {
  if (advice.length === 0) return <p class="healthy">The doctor finds nothing.</p>;
  return (
    <ul class="advice">
      {advice.map(({ code, severity, where, figure, why, remedy }) => (
        <li key={code} class={severity}>
          <strong>
            {where}: {figure}
          </strong>
          <span>{why}</span>
          <button type="button" data-code={code} onClick={() => onApply(code)}>
            Apply: <code>{remedy}</code>
          </button>
        </li>
      ))}
    </ul>
  );
}

function Layers({ layers }: { layers: readonly LayerView[] }) {
  return (
    <table class="layers">
      <thead>
        <tr>
          <th>layer</th>
          <th>activations</th>
          <th>gradients</th>
          <th>copies</th>
        </tr>
      </thead>
      <tbody>
        {layers.map(({ path, activations, gradients, rms, gradient, copies, units, dead }) => (
          <tr key={path}>
            <td>{path.replace("dense_", "")}</td>
            <td>
              <Histogram counts={activations} label={`rms ${short(rms)}`} />
            </td>
            <td>
              <Histogram counts={gradients} label={`× ${short(gradient)}`} />
            </td>
            <td class={copies > 0 ? "bad" : ""}>
              {copies > 0 ? `${copies}/${units}` : dead > 0 ? `${dead} dead` : "0"}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Histogram({ counts, label }: { counts: readonly number[]; label: string }) {
  const most = Math.max(1, ...counts);
  const bars = counts.map((count, i) => `M${i} 16V${16 - (15 * count) / most}h.9V16z`).join("");
  return (
    <span class="histogram">
      <svg
        viewBox={`0 0 ${Math.max(1, counts.length)} 16`}
        preserveAspectRatio="none"
        aria-hidden="true"
      >
        <path d={bars} />
      </svg>
      <small>{label}</small>
    </span>
  );
}

function short(value: number): string {
  if (!Number.isFinite(value)) return "∞";
  const rounded = Number(value.toPrecision(2));
  return rounded !== 0 && (rounded < 1e-3 || rounded >= 1e4)
    ? rounded.toExponential().replace("+", "")
    : `${rounded}`;
}
