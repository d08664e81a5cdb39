import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "#lib/db/testing/test-database.ts";
import type { FaultKind } from "#lib/demo-model/fault-kinds.ts";
import { type DemoModel, startDemoModel } from "#lib/demo-model/server.ts";
import type { CallRequest } from "./ask.ts";
import { type Ledger, type LedgerOptions, openLedger } from "./ledger.ts";
import type { ModelEndpoint } from "./model-endpoint.ts";

const FAST: Partial<LedgerOptions> = {
  retryRule: { backoffMinMs: 2, backoffMaxMs: 8, retryAfterMaxMs: 20 },
  limiterRule: { probeWaitMinMs: 5, probeWaitMaxMs: 10, probesMax: 3 },
  transport: { timeoutMs: 300 },
  lookAgainMs: 20,
};
const PRICES = { input: 10, cachedInput: 5, output: 100 } as const;

let database: TestDatabase;
let model: DemoModel;
const ledgers: Ledger[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  model = await startDemoModel({ recordings: false });
  await database.db.pool.query("INSERT INTO release (note) VALUES ('test')");
});
afterEach(async () => {
  model.setFaults([]);
  await Promise.all(ledgers.splice(0).map((ledger) => ledger.close()));
});
afterAll(async () => {
  await model.close();
  await database.drop();
});

async function newRun(options: { budget?: bigint; inDoubt?: "ask-again" | "leave" } = {}): Promise<number> {
  const { rows } = await database.db.pool.query(
    "INSERT INTO run (release_number, plan, created_by, budget_nano_usd) VALUES (1, $1, 'test', $2) RETURNING id",
    [{ inDoubt: options.inDoubt ?? "ask-again" }, options.budget ?? null],
  );
  return rows[0].id;
}

async function newWorker(lastSeen = "now()"): Promise<number> {
  const { rows } = await database.db.pool.query(
    `INSERT INTO worker (host, pid, concurrency, last_seen_at) VALUES ('test', 1, 8, ${lastSeen}) RETURNING id`,
  );
  return rows[0].id;
}

async function newLedger(options: Partial<LedgerOptions> & { endpoint?: Partial<ModelEndpoint> } = {}) {
  const { endpoint, ...rest } = options;
  const ledger = await openLedger({
    db: database.db,
    workerId: await newWorker(),
    concurrency: 8,
    resolveModel: async (modelProfileId) => ({
      modelProfileId,
      providerSlug: "demo",
      baseUrl: model.url,
      apiKey: "sk-secret",
      model: "demo-recorded",
      prices: PRICES,
      ...endpoint,
    }),
    ...FAST,
    ...rest,
  });
  ledgers.push(ledger);
  return ledger;
}

let prompts = 0;
function request(runId: number, part: Partial<CallRequest> = {}): CallRequest {
  return {
    runId,
    nodeId: 1,
    stage: "write-pairs",
    turn: 2,
    promptName: "write-pairs/answer",
    promptVersionId: 1,
    modelProfileId: 1,
    sampling: { temperature: 0.7, topP: 0.95, maxTokens: null },
    messages: [{ role: "user", content: `What is energy? (${prompts++})` }],
    draw: 0n,
    parentCallId: null,
    inputId: null,
    again: 0,
    ...part,
  };
}

async function rowsOf(runId: number): Promise<Record<string, unknown>[]> {
  const { rows } = await database.db.pool.query(
    `SELECT completion.attempt, completion.state, completion.http_status AS status
       FROM call JOIN completion ON completion.call_id = call.id WHERE call.run_id = $1
      ORDER BY call.id, completion.attempt`,
    [runId],
  );
  return rows;
}

async function countsOf(runId: number): Promise<Record<string, number>> {
  const { rows } = await database.db.pool.query(
    `SELECT coalesce(sum(calls), 0)::int AS calls, coalesce(sum(in_doubt), 0)::int AS "inDoubt",
            coalesce(sum(cost_nano_usd), 0)::float8 AS cost, run.spent_nano_usd::float8 AS spent,
            run.reserved_nano_usd::float8 AS reserved
       FROM run LEFT JOIN run_progress ON run_id = run.id WHERE run.id = $1 GROUP BY run.id`,
    [runId],
  );
  return rows[0];
}

async function served(): Promise<number> {
  return (await model.log.entries()).length;
}

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
    const { rows } = await database.db.pool.query(
      "SELECT call.*::text AS sent, completion.*::text AS got FROM call JOIN completion ON call_id = id WHERE run_id = $1",
      [runId],
    );
    expect(JSON.stringify(rows)).not.toContain("sk-secret");
  });
});

describe("a call whose worker is gone", () => {
  /** A row as a worker leaves it that dies between sending and receiving. */
  async function leaveInDoubt(asked: CallRequest, workerId: number): Promise<void> {
    const ledger = await newLedger({ workerId, transport: { timeoutMs: 100 } });
    model.setFaults([{ kind: "stall-before-headers", contains: "energy", times: 1 }]);
    const asking = ledger.ask(asked);
    await expect.poll(async () => (await countsOf(asked.runId)).calls).toBe(1);
    ledger.haltRun(asked.runId, "halted", "dies");
    expect(await asking).toMatchObject({ kind: "stopped" });
    await database.db.pool.query("DELETE FROM completion USING call WHERE call_id = id AND run_id = $1", [
      asked.runId,
    ]);
    await database.db.pool.query("UPDATE worker SET last_seen_at = now() - interval '16 s' WHERE id = $1", [
      workerId,
    ]);
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
    await database.db.pool.query("UPDATE worker SET last_seen_at = now() - interval '16 s' WHERE id = $1", [
      workerId,
    ]);
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

describe("a fault", () => {
  const ends: Record<FaultKind, "completed" | "stopped" | string> = {
    "rate-limit-seconds": "completed",
    "rate-limit-date": "completed",
    "rate-limit-huge": "completed",
    "rate-limit-negative": "completed",
    "rate-limit-word": "completed",
    "rate-limit-bare": "completed",
    "insufficient-quota": "stopped",
    unauthorised: "stopped",
    forbidden: "stopped",
    "context-length": "bad-request",
    "server-error-html": "completed",
    "bad-gateway": "completed",
    "unavailable-json": "completed",
    "error-body": "completed",
    "empty-body": "completed",
    "empty-choices": "completed",
    "missing-choices": "completed",
    "null-choices": "completed",
    "null-content": "completed",
    refusal: "refused",
    "content-filter": "filtered",
    length: "truncated",
    "missing-usage": "completed",
    "cut-body": "completed",
    "cut-chunked": "completed",
    "stall-before-headers": "completed",
    "stall-in-body": "completed",
    "reset-after-request": "completed",
    "reset-before-request": "completed",
    "bad-utf8": "completed",
    "not-json": "completed",
  };
  const states: Record<FaultKind, string> = {
    "rate-limit-seconds": "rate-limited",
    "rate-limit-date": "rate-limited",
    "rate-limit-huge": "rate-limited",
    "rate-limit-negative": "rate-limited",
    "rate-limit-word": "rate-limited",
    "rate-limit-bare": "rate-limited",
    "insufficient-quota": "quota",
    unauthorised: "unauthorised",
    forbidden: "unauthorised",
    "context-length": "bad-request",
    "server-error-html": "server-error",
    "bad-gateway": "server-error",
    "unavailable-json": "server-error",
    "error-body": "error-body",
    "empty-body": "empty",
    "empty-choices": "empty",
    "missing-choices": "empty",
    "null-choices": "empty",
    "null-content": "empty",
    refusal: "refused",
    "content-filter": "filtered",
    length: "truncated",
    "missing-usage": "ok",
    "cut-body": "cut",
    "cut-chunked": "cut",
    "stall-before-headers": "timeout",
    "stall-in-body": "timeout",
    "reset-after-request": "cut",
    "reset-before-request": "cut",
    "bad-utf8": "malformed",
    "not-json": "malformed",
  };

  it.each(Object.keys(states) as FaultKind[])(
    "of kind %s is stored as its state and ends as it should",
    async (kind) => {
      const runId = await newRun();
      const ledger = await newLedger();
      model.setFaults([{ kind, contains: "energy", times: 1 }]);
      const outcome = await ledger.ask(request(runId));
      const rows = await rowsOf(runId);
      expect(rows[0]).toMatchObject({ attempt: 1, state: states[kind] });
      expect(outcome.kind === "failed" ? outcome.state : outcome.kind).toBe(ends[kind]);
      if (outcome.kind === "completed" && kind !== "missing-usage") {
        expect(rows.map(({ state }) => state)).toEqual([states[kind], "ok"]);
      }
      expect(await countsOf(runId)).toMatchObject({ calls: rows.length, inDoubt: 0 });
    },
  );

  it("that stays ends the call in its state after five attempts, rate limits not counted", async () => {
    const runId = await newRun();
    const ledger = await newLedger();
    model.setFaults([
      { kind: "rate-limit-bare", contains: "energy", times: 7 },
      { kind: "server-error-html", contains: "energy" },
    ]);
    expect(await ledger.ask(request(runId))).toMatchObject({ kind: "failed", state: "server-error" });
    expect((await rowsOf(runId)).map(({ state }) => state)).toEqual([
      ...Array(7).fill("rate-limited"),
      ...Array(5).fill("server-error"),
    ]);
  });

  it("that would come again is not bought again by the same run, but by another", async () => {
    const [first, second] = [await newRun(), await newRun()];
    const ledger = await newLedger();
    const asked = request(first);
    model.setFaults([{ kind: "refusal", contains: "energy", times: 1 }]);
    const before = await served();
    expect(await ledger.ask(asked)).toMatchObject({ kind: "failed", state: "refused" });
    expect(await ledger.ask(asked)).toMatchObject({ kind: "failed", state: "refused" });
    expect((await served()) - before).toBe(1);
    expect(await ledger.ask({ ...asked, runId: second })).toMatchObject({
      kind: "completed",
      isReused: false,
    });
  });

  it("of an endpoint that nobody answers at stops the run with a reason, and allows it again", async () => {
    const runId = await newRun();
    const endpoint = { baseUrl: "http://127.0.0.1:9/v1" };
    const ledger = await openLedger({
      db: database.db,
      workerId: await newWorker(),
      concurrency: 8,
      resolveModel: async (modelProfileId) => ({
        modelProfileId,
        providerSlug: "demo",
        apiKey: null,
        model: "m",
        prices: null,
        ...endpoint,
      }),
      ...FAST,
    });
    ledgers.push(ledger);
    const asked = Array.from({ length: 12 }, () => request(runId));
    const outcomes = await Promise.all(asked.map((each) => ledger.ask(each)));
    for (const outcome of outcomes) expect(outcome).toMatchObject({ kind: "stopped", reason: "unreachable" });
    expect(await ledger.ask(request(runId))).toMatchObject({ kind: "stopped", reason: "unreachable" });
    endpoint.baseUrl = model.url;
    ledger.allowRun(runId);
    const after = await Promise.all(asked.map((each) => ledger.ask(each)));
    expect(new Set(after.map(({ kind }) => kind))).toEqual(new Set(["completed"]));
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
    const { rows: sums } = await database.db.pool.query(
      "SELECT sum(cost_nano_usd)::float8 AS cost FROM completion JOIN call ON id = call_id WHERE run_id = $1",
      [runId],
    );
    expect([counts.cost, counts.spent]).toEqual([sums[0].cost, sums[0].cost]);
  });

  async function openKiller(): Promise<{ kill(): Promise<number>; close(): Promise<void> }> {
    const client = await database.db.pool.connect();
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
