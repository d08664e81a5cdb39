import { afterAll, afterEach, describe, expect, it } from "vitest";
import { startDemoModel } from "#lib/demo-model/server.ts";
import type { CallRequest } from "./ask.ts";
import { openLedgerFixture } from "./testing/ledger-fixture.ts";

const fixture = await openLedgerFixture();
const { db, model, newRun, newWorker, newLedger, request, rowsOf, countsOf, served } = fixture;
afterEach(() => fixture.reset());
afterAll(() => fixture.close());

describe("a call whose worker is gone", () => {
  /** A row as a worker leaves it that dies between sending and receiving. */
  async function leaveInDoubt(asked: CallRequest, workerId: number): Promise<void> {
    const ledger = await newLedger({ workerId, transport: { timeoutMs: 100 } });
    model.setFaults([{ kind: "stall-before-headers", contains: "energy", times: 1 }]);
    const asking = ledger.ask(asked);
    await expect.poll(async () => (await countsOf(asked.runId)).calls).toBe(1);
    ledger.haltRun(asked.runId, "halted", "dies");
    expect(await asking).toMatchObject({ kind: "stopped" });
    await db.pool.query("DELETE FROM completion USING call WHERE call_id = id AND run_id = $1", [
      asked.runId,
    ]);
    await db.pool.query("UPDATE worker SET last_seen_at = now() - interval '16 s' WHERE id = $1", [workerId]);
  }

  it("is marked, counted and bought again where the run wants it", async () => {
    const runId = await newRun();
    const asked = request(runId);
    await leaveInDoubt(asked, await newWorker());
    expect(await (await newLedger()).ask(asked)).toMatchObject({ kind: "completed", isReused: false });
    expect((await rowsOf(runId)).map(({ attempt, state }) => [attempt, state])).toEqual([
      [1, "in-doubt"],
      [2, "ok"],
    ]);
    expect(await countsOf(runId)).toMatchObject({ calls: 2, inDoubt: 1 });
  });

  it("is bought again by one of many workers only", async () => {
    const runId = await newRun();
    const asked = request(runId);
    await leaveInDoubt(asked, await newWorker());
    const before = await served();
    const crowd = await Promise.all([newLedger(), newLedger(), newLedger()]);
    const outcomes = await Promise.all(crowd.map((ledger) => ledger.ask(asked)));
    expect(outcomes.map(({ kind }) => kind)).toEqual(["completed", "completed", "completed"]);
    expect((await served()) - before).toBe(1);
    expect(await countsOf(runId)).toMatchObject({ calls: 2, inDoubt: 1 });
  });

  it("is left and shown where the run wants that", async () => {
    const runId = await newRun({ inDoubt: "leave" });
    const asked = request(runId);
    await leaveInDoubt(asked, await newWorker());
    expect(await (await newLedger()).ask(asked)).toMatchObject({ kind: "failed", state: "in-doubt" });
    expect(await countsOf(runId)).toMatchObject({ calls: 1, inDoubt: 1 });
  });

  it("gets its late answer in place of the mark, and is then in doubt no more", async () => {
    const runId = await newRun({ budget: 10n ** 12n });
    const asked = request(runId);
    const slow = await startDemoModel({ recordings: false, latency: { min: 400, max: 400 } });
    const workerId = await newWorker();
    const late = await newLedger({
      workerId,
      endpoint: { baseUrl: slow.url },
      transport: { timeoutMs: 5_000 },
    });
    const asking = late.ask(asked);
    await expect.poll(async () => (await countsOf(runId)).calls).toBe(1);
    await db.pool.query("UPDATE worker SET last_seen_at = now() - interval '16 s' WHERE id = $1", [workerId]);
    const again = await (await newLedger()).ask(asked);
    expect(await countsOf(runId)).toMatchObject({ calls: 2, inDoubt: 1, reserved: 0 });
    const first = await asking;
    expect(first.kind === "completed" && again.kind === "completed" && first.callId === again.callId).toBe(
      true,
    );
    expect((await rowsOf(runId)).map(({ state }) => state)).toEqual(["ok", "ok"]);
    const counts = await countsOf(runId);
    expect(counts).toMatchObject({ calls: 2, inDoubt: 0, reserved: 0 });
    expect(counts.spent).toBe(counts.cost);
    await slow.close();
  });
});
