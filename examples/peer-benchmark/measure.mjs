/**
 * Mean seconds of a call, over as many calls as fit into a time, one at least. Waits for what a call
 * promises.
 */
export async function measure(run, seconds) {
  const start = performance.now();
  let elapsed = 0;
  let calls = 0;
  let batch = 1;
  do {
    for (let i = 0; i < batch; i++) {
      const result = run();
      if (typeof result?.then === "function") await result;
    }
    calls += batch;
    elapsed = (performance.now() - start) / 1000;
    // The clock is read rarely: batches grow, up to the time that is left.
    batch = Math.max(1, Math.min(2 * batch, Math.floor(((seconds - elapsed) * calls) / elapsed)));
  } while (elapsed < seconds);
  return elapsed / calls;
}
