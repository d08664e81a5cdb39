import { afterAll, afterEach, describe, expect, it } from "vitest";
import { openLedgerFixture } from "./testing/ledger-fixture.ts";

const fixture = await openLedgerFixture();
const { model, newRun, newLedger, request, rowsOf, countsOf } = fixture;
afterEach(() => fixture.reset());
afterAll(() => fixture.close());

describe("a budget", () => {
  it("is never passed by calls at once of several workers, and is given back what was not needed", async () => {
    const budget = 3_000_000n;
    const runId = await newRun({ budget });
    const workers = await Promise.all([newLedger(), newLedger(), newLedger()]);
    const sampling = { temperature: 0.7, topP: 0.95, maxTokens: 4_000 };
    const outcomes = await Promise.all(
      Array.from({ length: 150 }, (_, index) => workers[index % 3]?.ask(request(runId, { sampling }))),
    );
    const counts = await countsOf(runId);
    expect(counts.reserved).toBe(0);
    expect(counts.spent).toBeGreaterThan(0);
    expect(counts.spent).toBeLessThanOrEqual(Number(budget));
    expect(counts.spent).toBe(counts.cost);
    const bought = outcomes.filter((outcome) => outcome?.kind === "completed");
    expect(bought).toHaveLength(counts.calls ?? -1);
    expect(
      outcomes.filter((outcome) => outcome?.kind === "stopped" && outcome.reason === "budget"),
    ).toHaveLength(150 - bought.length);
  });

  it("holds reservations only while calls are in flight, also of attempts that failed", async () => {
    const runId = await newRun({ budget: 10n ** 12n });
    model.setFaults([{ kind: "server-error-html", rate: 0.4 }]);
    const ledger = await newLedger();
    await Promise.all(Array.from({ length: 40 }, () => ledger.ask(request(runId))));
    const counts = await countsOf(runId);
    expect(counts.reserved).toBe(0);
    expect(counts.spent).toBe(counts.cost);
    expect(counts.calls).toBe((await rowsOf(runId)).length);
  });
});
