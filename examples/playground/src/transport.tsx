import { useSeen } from "./seen.ts";
import type { Session } from "./session.ts";

interface Props {
  readonly session: Session;
  readonly running: boolean;
  readonly onRun: (running: boolean) => void;
  readonly onReset: () => void;
}

/** The buttons that make the nets learn. */
export function Transport({ session, running, onRun, onReset }: Props) {
  const step = useSeen(session, (seen) => seen.step) ?? 0;
  return (
    <div class="transport">
      <button type="button" class="main" onClick={() => onRun(!running)}>
        {running ? "Pause" : "Train"}
      </button>
      <button type="button" onClick={() => session.stepOnce()} disabled={running}>
        Step
      </button>
      <button type="button" onClick={onReset}>
        Reset
      </button>
      <span class="step">step {step}</span>
    </div>
  );
}
