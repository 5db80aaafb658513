import { useEffect, useRef } from "preact/hooks";
import uPlot from "uplot";
import { COLOURS } from "./colours.ts";
import type { Session } from "./session.ts";
import type { Setup } from "./state.ts";

interface Props {
  readonly session: Session;
  readonly setup: Setup;
  readonly drawings: Set<() => void>;
  readonly looks: number;
}

const HEIGHT = 200;
/** Steps between two rows of the table. */
const ROWS_EVERY = 100;

/** The loss of every net over all data, step by step; as a chart and as a table. */
export function LossChart({ session, setup, drawings, looks }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const names = setup.nets.map(({ initializer }) => initializer).join(" ");

  useEffect(() => {
    const host = place.current!;
    const ink = () => getComputedStyle(host).color;
    const axis = { stroke: ink, grid: { stroke: "#8884" }, ticks: { stroke: "#8884" } };
    const chart = new uPlot(
      {
        width: host.clientWidth,
        height: HEIGHT,
        legend: { show: false },
        cursor: { show: false },
        scales: {
          x: { time: false },
          y: { range: (_chart, _low, high) => [0, Math.min(high, most(setup))] },
        },
        axes: [axis, { ...axis, size: 44 }],
        series: [
          {},
          ...setup.nets.map((_, i) => ({ stroke: COLOURS[i]!, width: 2, points: { show: false } })),
        ],
      },
      [[]],
      host,
    );
    const draw = () => {
      const longest = session.nets.reduce<number[]>(
        (a, { steps }) => (steps.length > a.length ? steps : a),
        [],
      );
      const lines = session.nets.map(({ losses }) => longest.map((_, i) => losses[i] ?? null));
      chart.setData([longest, ...lines]);
    };
    const resize = new ResizeObserver(() =>
      chart.setSize({ width: host.clientWidth, height: HEIGHT }),
    );
    resize.observe(host);
    drawings.add(draw);
    draw();
    return () => {
      drawings.delete(draw);
      resize.disconnect();
      chart.destroy();
    };
  }, [setup]);

  const last = Math.max(0, ...session.nets.map(({ steps }) => steps.at(-1) ?? 0));
  const rows = Array.from({ length: Math.floor(last / ROWS_EVERY) + 1 }, (_, i) => i * ROWS_EVERY);
  return (
    <section class="loss" aria-label="Loss, step by step" data-looks={looks} key={names}>
      <div ref={place} class="chart" aria-hidden="true" />
      <details>
        <summary>Loss as a table</summary>
        <table>
          <thead>
            <tr>
              <th>step</th>
              {setup.nets.map(({ initializer }, i) => (
                <th key={i}>{initializer}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((step) => (
              <tr key={step}>
                <td>{step}</td>
                {session.nets.map(({ steps, losses }, i) => (
                  <td key={i}>{losses[steps.indexOf(step)]?.toFixed(5) ?? "–"}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </section>
  );
}

/** Twice the loss of guessing: what is above leaves the chart. */
function most({ data }: Setup): number {
  return 2 * Math.log(data === "digits" ? 10 : 2);
}
