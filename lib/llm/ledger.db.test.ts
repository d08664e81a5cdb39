import { afterAll, afterEach, describe, expect, it } from "vitest";
import { startDemoModel } from "#lib/demo-model/server.ts";
import type { CallRequest } from "./ask.ts";
import { openLedgerFixture } from "./testing/ledger-fixture.ts";

const fixture = await openLedgerFixture();
const { db, model, newRun, newLedger, request, rowsOf, countsOf, served } = fixture;
afterEach(() => fixture.reset());
afterAll(() => fixture.close());

describe("a call", () => {
  it("is bought once, committed with tokens and cost, and found by every later run", async () => {
    const [first, second] = [await newRun(), await newRun()];
    const asked = request(first);
    const before = await served();
    const bought = await (await newLedger()).ask(asked);
    const found = await (await newLedger()).ask({ ...asked, runId: second });
    expect(bought).toMatchObject({ kind: "completed", isReused: false });
    expect(found).toEqual({ ...bought, isReused: true });
    expect((await served()) - before).toBe(1);
    expect(await countsOf(second)).toMatchObject({ calls: 0, spent: 0 });
    const counts = await countsOf(first);
    expect(counts).toMatchObject({ calls: 1, inDoubt: 0, reserved: 0 });
    expect(counts.spent).toBeGreaterThan(0);
    expect(counts.cost).toBe(counts.spent);
  });

  it("is another call with another draw, prompt version, sampling, model or when asked again on purpose", async () => {
    const runId = await newRun();
    const ledger = await newLedger();
    const asked = request(runId);
    const variants: Partial<CallRequest>[] = [
      {},
      { draw: 2n ** 62n },
      { promptVersionId: 2 },
      { sampling: { temperature: 0.7, topP: 0.95, maxTokens: 900 } },
      { again: 1 },
      { turn: 1 },
    ];
    const outcomes = await Promise.all(variants.map((variant) => ledger.ask({ ...asked, ...variant })));
    const other = await newLedger({ endpoint: { model: "demo-other" } });
    outcomes.push(await other.ask(asked));
    expect(new Set(outcomes.map((outcome) => outcome.kind === "completed" && outcome.callId)).size).toBe(7);
  });

  it("is shared by those who ask the same at once, and counted once", async () => {
    const runId = await newRun();
    const ledger = await newLedger();
    const asked = request(runId);
    const before = await served();
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => ledger.ask(asked)));
    expect(new Set(outcomes.map((outcome) => outcome.kind === "completed" && outcome.callId)).size).toBe(1);
    expect((await served()) - before).toBe(1);
    expect(await countsOf(runId)).toMatchObject({ calls: 1 });
  });

  it("is waited for while another living worker has it in flight", async () => {
    const runId = await newRun();
    const [one, other] = [await newLedger(), await newLedger()];
    const asked = request(runId);
    model.setFaults([{ kind: "stall-before-headers", contains: "energy", times: 1 }]);
    const before = await served();
    const outcomes = await Promise.all([one.ask(asked), other.ask(asked)]);
    expect(outcomes.map(({ kind }) => kind)).toEqual(["completed", "completed"]);
    expect((await served()) - before).toBe(2);
    expect((await rowsOf(runId)).map(({ state }) => state)).toEqual(["timeout", "ok"]);
  });

  it("keeps no secret in what is stored of it", async () => {
    const runId = await newRun();
    await (await newLedger()).ask(request(runId));
    const { rows } = await db.pool.query(
      "SELECT call.*::text AS sent, completion.*::text AS got FROM call JOIN completion ON call_id = id WHERE run_id = $1",
      [runId],
    );
    expect(JSON.stringify(rows)).not.toContain("sk-secret");
  });
});

describe("a halted run", () => {
  it("returns what was not sent at once, lets what is in flight finish, and goes on when allowed", async () => {
    const runId = await newRun();
    const slow = await startDemoModel({ recordings: false, latency: { min: 150, max: 150 } });
    const ledger = await newLedger({ concurrency: 2, endpoint: { baseUrl: slow.url } });
    const asked = Array.from({ length: 10 }, () => request(runId));
    const asking = asked.map((each) => ledger.ask(each));
    await expect.poll(() => slow.stats().inFlight).toBe(2);
    ledger.haltRun(runId, "halted", "paused by hand");
    const outcomes = await Promise.all(asking);
    expect(outcomes.filter(({ kind }) => kind === "completed")).toHaveLength(2);
    expect(outcomes.filter(({ kind }) => kind === "stopped")).toHaveLength(8);
    expect(ledger.waiting()).toBe(0);
    expect(await rowsOf(runId)).toHaveLength(2);
    ledger.allowRun(runId);
    const rest = await Promise.all(asked.map((each) => ledger.ask(each)));
    expect(new Set(rest.map(({ kind }) => kind))).toEqual(new Set(["completed"]));
    expect(await countsOf(runId)).toMatchObject({ calls: 10 });
    await slow.close();
  });

  it("does not stop another run that asks the same", async () => {
    const [halted, other] = [await newRun(), await newRun()];
    const ledger = await newLedger();
    const asked = request(halted);
    ledger.haltRun(halted, "halted", "paused by hand");
    expect(await ledger.ask(asked)).toMatchObject({ kind: "stopped", reason: "halted" });
    expect(await ledger.ask({ ...asked, runId: other })).toMatchObject({ kind: "completed" });
  });
});
