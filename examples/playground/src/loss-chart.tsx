import { useEffect, useRef } from "preact/hooks";
import uPlot from "uplot";
import { colourOf, useDrawing } from "./drawing.ts";
import type { Seen, Session } from "./session.ts";
import { guessOf, INITIALIZERS, type NetSetup, type Setup } from "./state.ts";

interface Props {
  readonly session: Session;
  readonly setup: Setup;
}

/** Lines on top of each other can be told apart: broad, narrow, dotted, dashed. */
const STROKES: readonly { readonly width: number; readonly dash: number[] }[] = [
  { width: 5, dash: [] },
  { width: 2, dash: [] },
  { width: 2.5, dash: [3, 3] },
  { width: 2, dash: [12, 4] },
];

/** The loss of every net over all data, step by step. */
export function LossChart({ session, setup: { nets, data } }: Props) {
  return (
    <section class="loss" aria-labelledby="loss">
      <header>
        <h2 id="loss">Loss, step by step</h2>
        <ul class="legend">
          {nets.map((net, i) => (
            <LegendItem key={i} index={i} net={net} />
          ))}
          <li>
            <i class="guess" /> guessing
          </li>
        </ul>
        <button type="button" class="quiet save" onClick={() => session.seen && save(session.seen)}>
          Save CSV
        </button>
      </header>
      <Chart
        key={`${nets.length} ${data}`}
        session={session}
        count={nets.length}
        guess={guessOf(data)}
      />
    </section>
  );
}

function LegendItem({ index, net: { initializer, cures } }: { index: number; net: NetSetup }) {
  const { width, dash } = STROKES[index]!;
  return (
    <li>
      <svg width="26" height="6" aria-hidden="true">
        <path
          d="M0 3H26"
          stroke={`var(--net-${index})`}
          stroke-width={width}
          stroke-dasharray={dash.join()}
        />
      </svg>{" "}
      {INITIALIZERS[initializer]}
      {cures.length > 0 && ", cured"}
    </li>
  );
}

const HEIGHT = 170;

interface ChartProps {
  readonly session: Session;
  /** Of nets. */
  readonly count: number;
  readonly guess: number;
}

function Chart({ session, count, guess }: ChartProps) {
  const chart = useRef<uPlot>(null);
  const place = useDrawing(session, (host: HTMLDivElement) => {
    chart.current?.destroy();
    const drawn = new uPlot(optionsOf(host, count, guess), [[]], host);
    chart.current = drawn;
    return ({ steps, nets }) => {
      // Until the nets of another setup are built, there are as many as before.
      if (nets.length === count) drawn.setData([steps, ...nets.map(({ losses }) => losses)]);
    };
  });
  useEffect(() => {
    const host = chart.current!.root.parentElement!;
    const resize = new ResizeObserver(() =>
      chart.current!.setSize({ width: host.clientWidth, height: HEIGHT }),
    );
    resize.observe(host);
    return () => {
      resize.disconnect();
      chart.current!.destroy();
    };
  }, []);
  return <div ref={place} class="chart" aria-hidden="true" />;
}

function optionsOf(host: HTMLElement, count: number, guess: number): uPlot.Options {
  const [ink, line] = [colourOf(host, "--soft"), colourOf(host, "--edge")];
  const font = `12px ${getComputedStyle(host).fontFamily}`;
  const axis = { stroke: ink, font, grid: { stroke: line, width: 1 }, ticks: { show: false } };
  return {
    width: host.clientWidth,
    height: HEIGHT,
    padding: [8, 16, 0, 0],
    legend: { show: false },
    cursor: { show: false },
    scales: {
      x: { time: false, range: (_chart, _least, most) => [0, roundUp(most)] },
      // What is above twice the loss of guessing leaves the chart.
      y: { range: () => [0, 2 * guess] },
    },
    axes: [
      { ...axis, size: 28 },
      { ...axis, size: 40 },
    ],
    series: [
      {},
      ...Array.from({ length: count }, (_, i) => ({
        stroke: colourOf(host, `--net-${i}`),
        ...STROKES[i],
        points: { show: false },
      })),
    ],
    hooks: {
      drawAxes: [
        (chart) => {
          const y = Math.round(chart.valToPos(guess, "y", true));
          const { left, width } = chart.bbox;
          chart.ctx.save();
          chart.ctx.strokeStyle = ink;
          chart.ctx.lineWidth = 1;
          chart.ctx.setLineDash([2, 3]);
          chart.ctx.beginPath();
          chart.ctx.moveTo(left, y);
          chart.ctx.lineTo(left + width, y);
          chart.ctx.stroke();
          chart.ctx.restore();
        },
      ],
    },
  };
}

/** 200, 300, 500, 700, 1000 and so on: the axis stays as it is for a while. */
function roundUp(step: number): number {
  const most = Math.max(step || 0, 200);
  const power = 10 ** Math.floor(Math.log10(most));
  return [1, 2, 3, 5, 7, 10].map((factor) => factor * power).find((end) => end >= most)!;
}

/** A file with all points of the curves, to the last digit. */
function save({ setup, steps, nets }: Seen): void {
  const names = setup.nets.map(({ initializer, cures }) => [initializer, ...cures].join("+"));
  const rows = steps.map((step, i) => [step, ...nets.map(({ losses }) => losses[i] ?? "")]);
  const text = [["step", ...names], ...rows].map((row) => `${row.join(",")}\n`).join("");
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
  link.download = "kindling-loss.csv";
  link.click();
  URL.revokeObjectURL(link.href);
}
