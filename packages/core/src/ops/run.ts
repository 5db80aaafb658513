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
  const list = runs.filter((run) => typeof run === "function");
  const [only] = list;
  if (only !== undefined && list.length === 1) return only;
  return () => {
    for (let i = 0; i < list.length; i++) list[i]();
  };
}
