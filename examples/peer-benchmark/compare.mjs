import { problemOf } from "./checks.mjs";

/**
 * Measures one case with every peer. Rounds are interleaved, so that whatever slows the machine for a
 * while hits all alike.
 *
 * @param peers a map from id to { ask }
 * @param effort rounds; seconds of a sample; seconds of warm-up
 * @returns by id { seconds: the median, samples, before, after } or { absent: reason }
 */
export async function compare(test, peers, { rounds, seconds, warmUp }) {
  const results = {};
  const ready = [];
  for (const [id, peer] of peers) {
    const { before, absent } = await peer.ask({ task: test.task, args: test.args });
    const warm = absent ?? (await peer.ask({ seconds: warmUp })).absent;
    results[id] = warm === undefined ? { before, samples: [] } : { absent: warm };
    if (warm === undefined) ready.push([id, peer]);
  }
  for (let round = 0; round < rounds; round++) {
    for (const [id, peer] of ready) {
      const answer = await peer.ask({ seconds });
      if (answer.absent) results[id] = { absent: answer.absent };
      else results[id].samples?.push(answer.seconds);
    }
  }
  for (const [id, peer] of ready) {
    const result = results[id];
    if (result.absent) continue;
    const { after, absent } = await peer.ask({ check: true });
    const problem = absent ?? problemOf(test, result.before, after);
    results[id] = problem
      ? { absent: `does other work: ${problem}` }
      : { seconds: median(result.samples), after, ...result };
  }
  return results;
}

export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return (sorted[Math.floor(middle)] + sorted[Math.ceil(middle)]) / 2;
}
