/** Runs a bound operation: no arguments, no checks, no allocation. */
export type Run = () => void;

/**
 * One Run that does the others one after another; absent ones are left out.
 *
 * @example
 * const calls: string[] = [];
 * inOrder(() => calls.push("forward"), undefined, () => calls.push("backward"))();
 * calls // ["forward", "backward"]
 */
export function inOrder(...runs: readonly (Run | undefined | false)[]): Run {
  const list = runs.flatMap((run) => (run ? (parts.get(run) ?? [run]) : []));
  const [only] = list;
  if (only !== undefined && list.length === 1) return only;
  const run = (): void => {
    for (let i = 0; i < list.length; i++) list[i]();
  };
  parts.set(run, list);
  return run;
}

/** What a Run does one after another, so that one of several in order is one list. */
const parts = new WeakMap<Run, readonly Run[]>();
