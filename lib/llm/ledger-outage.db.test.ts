import { afterAll, afterEach, describe, expect, it } from "vitest";
import { openLedgerFixture } from "./testing/ledger-fixture.ts";

const fixture = await openLedgerFixture();
const { db, newRun, newLedger, request, rowsOf, countsOf, served } = fixture;
afterEach(() => fixture.reset());
afterAll(() => fixture.close());

describe("a database that goes away", () => {
  it("loses and doubles nothing, however often its connections are killed under the writes", async () => {
    const runId = await newRun({ budget: 10n ** 15n });
    const ledger = await newLedger({ concurrency: 32 });
    const before = await served();
    const asking = Array.from({ length: 1_000 }, () => ledger.ask(request(runId)));
    let isDone = false;
    const all = Promise.all(asking).finally(() => {
      isDone = true;
    });
    let kills = 0;
    const killer = await openKiller();
    while (!isDone) kills += await killer.kill();
    const outcomes = await all;
    await killer.close();
    expect(kills).toBeGreaterThan(10);
    expect(outcomes.filter(({ kind }) => kind === "completed")).toHaveLength(1_000);
    expect((await served()) - before).toBe(1_000);
    const rows = await rowsOf(runId);
    expect(rows).toHaveLength(1_000);
    expect(new Set(rows.map(({ state }) => state))).toEqual(new Set(["ok"]));
    const counts = await countsOf(runId);
    expect(counts).toMatchObject({ calls: 1_000, inDoubt: 0, reserved: 0 });
    const { rows: sums } = await db.pool.query(
      "SELECT sum(cost_nano_usd)::float8 AS cost FROM completion JOIN call ON id = call_id WHERE run_id = $1",
      [runId],
    );
    expect([counts.cost, counts.spent]).toEqual([sums[0].cost, sums[0].cost]);
  });

  async function openKiller(): Promise<{ kill(): Promise<number>; close(): Promise<void> }> {
    const client = await db.pool.connect();
    return {
      async kill() {
        const { rowCount } = await client.query(
          `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name = 'glan-studio'
              AND random() < 0.3`,
        );
        await new Promise((resolve) => setTimeout(resolve, 5));
        return rowCount ?? 0;
      },
      close: async () => client.release(),
    };
  }
});
