import { applyRemedy, diagnose, type Finding } from "@kindling/nn";
import { describe, expect, it } from "vitest";
import { HEALTHY, PLANTED, type Planted } from "./cases.ts";

/** What became of a planted fault. */
interface Outcome {
  readonly name: string;
  readonly found: boolean;
  readonly cured: boolean;
  readonly trains: boolean;
}

/** Names of the cases for which that does not hold. */
function failures(outcomes: readonly Outcome[], holds: (outcome: Outcome) => boolean): string[] {
  return outcomes.filter((outcome) => !holds(outcome)).map(({ name }) => name);
}

async function treat({ name, fault, make }: Planted): Promise<Outcome> {
  const { model, x, y } = make();
  const isFault = ({ code }: Finding): boolean => code === fault;
  const finding = diagnose(model, { x, y }).findings.find(isFault);
  if (finding === undefined) return { name, found: false, cured: false, trains: false };
  const better = applyRemedy(model, finding.remedy);
  const cured = !diagnose(better, { x, y }).findings.some(isFault);
  const before = better.evaluate(x, y).loss;
  await better.fit(x, y, { epochs: 30 });
  return { name, found: true, cured, trains: better.evaluate(x, y).loss < 0.7 * before };
}

describe("the doctor", () => {
  it("finds planted faults, and names remedies that cure them", async () => {
    expect(PLANTED.length).toBeGreaterThanOrEqual(60);
    const outcomes: Outcome[] = [];
    for (const planted of PLANTED) outcomes.push(await treat(planted));
    const allowed = (share: number): number => Math.floor(share * PLANTED.length);
    const missed = failures(outcomes, ({ found }) => found);
    const sick = failures(outcomes, ({ found, cured }) => !found || cured);
    const idle = failures(outcomes, ({ found, trains }) => !found || trains);
    expect(missed.length, `not found: ${missed.join(" · ")}`).toBeLessThanOrEqual(allowed(0.05));
    expect(sick.length, `not cured: ${sick.join(" · ")}`).toBeLessThanOrEqual(allowed(0.1));
    expect(idle.length, `cured, untrained: ${idle.join(" · ")}`).toBeLessThanOrEqual(allowed(0.1));
  });

  it("has at least 60 healthy nets to look at", () => {
    expect(HEALTHY.length).toBeGreaterThanOrEqual(60);
  });

  it.each(HEALTHY)("finds nothing: $name", ({ make }) => {
    const { model, x, y } = make();
    const { findings } = diagnose(model, { x, y });
    expect(findings.map(({ code, paths, figure }) => `${code} ${paths[0]}: ${figure}`)).toEqual([]);
  });
});
