import type { Advice } from "./protocol.ts";

interface Props {
  readonly advice: readonly Advice[];
  /** Applies the remedy of a finding. */
  readonly onApply: (finding: string) => void;
}

/** What the doctor says of a net before its first step. */
export function AdviceList({ advice, onApply }: Props) {
  if (advice.length === 0) return <p class="healthy">The doctor finds nothing to remedy.</p>;
  return (
    <>
      <small>The doctor, before the first step:</small>
      <ul class="advice">
        {advice.map(({ findings, finding, severity, remedy, code }) => (
          <li key={finding} class={severity}>
            {findings.map(({ title, why }) => (
              <p key={title}>
                <strong>{title}.</strong> {why}
              </p>
            ))}
            <button type="button" title={code} onClick={() => onApply(finding)}>
              <strong>Apply:</strong> {remedy}
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
