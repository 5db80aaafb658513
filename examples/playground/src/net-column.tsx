import { useEffect, useRef } from "preact/hooks";
import { AdviceList } from "./advice-list.tsx";
import { DigitsRead } from "./digits-read.tsx";
import { Layers } from "./layers.tsx";
import { Plane } from "./plane.tsx";
import type { Cured } from "./protocol.ts";
import { useSeen } from "./seen.ts";
import type { Seen, Session } from "./session.ts";
import {
  guessOf,
  INITIALIZERS,
  type InitializerName,
  keysOf,
  type NetSetup,
  type Setup,
} from "./state.ts";

interface Props {
  readonly index: number;
  readonly net: NetSetup;
  readonly setup: Setup;
  readonly session: Session;
  /** Without a net: the column goes. */
  readonly onChange: (net: NetSetup | undefined) => void;
}

/** One net: what it makes of the data, what the doctor says, and how its layers look. */
export function NetColumn({ index, net, setup, session, onChange }: Props) {
  const advice = useSeen(session, ({ nets }) => nets[index]?.advice);
  const cured = useSeen(session, ({ nets }) => nets[index]?.cured);
  const layers = useSeen(session, ({ nets }) => nets[index]?.latest.layers);
  const start = useSeen(session, ({ nets }) => nets[index]?.start);
  return (
    <section
      class="net"
      aria-label={`Net ${index + 1}: ${INITIALIZERS[net.initializer]}`}
      style={{ "--line": `var(--net-${index})` }}
    >
      <header>
        <select
          value={net.initializer}
          aria-label={`Initializer of net ${index + 1}`}
          onChange={({ currentTarget }) =>
            onChange({ initializer: currentTarget.value as InitializerName, cures: [] })
          }
        >
          {keysOf(INITIALIZERS).map((name) => (
            <option key={name} value={name}>
              {INITIALIZERS[name]}
            </option>
          ))}
        </select>
        {setup.nets.length > 1 && (
          <button
            type="button"
            class="remove"
            aria-label={`Remove net ${index + 1}`}
            onClick={() => onChange(undefined)}
          >
            ×
          </button>
        )}
      </header>
      {setup.data === "digits" ? (
        <DigitsRead index={index} session={session} />
      ) : (
        <Plane index={index} session={session} />
      )}
      <Figures index={index} session={session} />
      <div class="doctor">
        {cured && cured.length > 0 && (
          <Cures cured={cured} onUndo={() => onChange({ ...net, cures: [] })} />
        )}
        {advice && (
          <AdviceList
            advice={advice}
            onApply={(finding) => {
              // A second press comes before the net is built that the first one asked for.
              if (cured?.length === net.cures.length)
                onChange({ ...net, cures: [...net.cures, finding] });
            }}
          />
        )}
      </div>
      {layers && start && <Layers layers={layers} start={start} />}
    </section>
  );
}

/** Loss and accuracy, and what to think of them. */
function Figures({ index, session }: Pick<Props, "index" | "session">) {
  const figures = useSeen(session, ({ nets }) => {
    const { latest, losses } = nets[index] ?? {};
    const loss = losses?.at(-1);
    if (latest === undefined || loss == null) return "no loss";
    return `loss ${loss.toFixed(3)} · ${Math.round(100 * latest.accuracy)} % right`;
  });
  const verdict = useSeen(session, (seen) => verdictOf(seen, index));
  return (
    <div class="figures">
      <strong>{figures}</strong>
      <span class={verdict && GOOD.has(verdict) ? "" : "bad"}>{verdict}</span>
    </div>
  );
}

/** Steps after which a net should have left its start. */
const PATIENCE = 100;

const GOOD = new Set(["untrained", "learning", "has learned"]);

function verdictOf({ setup, nets, step }: Seen, index: number): string {
  const { latest, losses } = nets[index] ?? {};
  if (latest === undefined || losses === undefined) return "";
  if (latest.stopped) return "numbers overflowed";
  const share = losses.at(-1)! / guessOf(setup.data);
  if (share > 1.1) return "worse than guessing";
  if (latest.accuracy > 0.99) return "has learned";
  if (step === 0) return "untrained";
  return share > 0.99 && step >= PATIENCE ? "no better than guessing" : "learning";
}

/** The button that was pressed is gone: the way back takes the focus. */
function Cures({ cured, onUndo }: { cured: readonly Cured[]; onUndo: () => void }) {
  const undo = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (document.activeElement === document.body) undo.current?.focus();
  }, [cured.length]);
  return (
    <p class="cured">
      <span>
        {cured.map(({ finding, remedy }, i) => (
          <span key={i}>{remedy ? `✓ ${remedy}` : `${finding}: nothing to remedy`}</span>
        ))}
      </span>
      <button type="button" ref={undo} onClick={onUndo}>
        Undo
      </button>
    </p>
  );
}
