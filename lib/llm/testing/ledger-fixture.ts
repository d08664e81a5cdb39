import type { Database } from "#lib/db/client.ts";
import { createTestDatabase } from "#lib/db/testing/test-database.ts";
import { type DemoModel, startDemoModel } from "#lib/demo-model/server.ts";
import type { CallRequest } from "../ask.ts";
import { type Ledger, type LedgerOptions, openLedger } from "../ledger.ts";
import type { ModelEndpoint } from "../model-endpoint.ts";

const FAST: Partial<LedgerOptions> = {
  retryRule: { backoffMinMs: 2, backoffMaxMs: 8, retryAfterMaxMs: 20 },
  limiterRule: { probeWaitMinMs: 5, probeWaitMaxMs: 10, probesMax: 3 },
  transport: { timeoutMs: 300 },
  lookAgainMs: 20,
};
const PRICES = { input: 10, cachedInput: 5, output: 100 } as const;

export interface RunCounts {
  readonly calls: number;
  readonly inDoubt: number;
  readonly cost: number;
  readonly spent: number;
  readonly reserved: number;
}

export interface LedgerFixture {
  readonly db: Database;
  readonly model: DemoModel;
  newRun(options?: { budget?: bigint; inDoubt?: "ask-again" | "leave" }): Promise<number>;
  newWorker(): Promise<number>;
  /** A ledger of a worker of its own, impatient, asking the demo model. */
  newLedger(options?: Partial<LedgerOptions> & { endpoint?: Partial<ModelEndpoint> }): Promise<Ledger>;
  /** A question that was not asked before; its prompt contains "energy". */
  request(runId: number, part?: Partial<CallRequest>): CallRequest;
  /** Attempt, state and status of the run's completions, in order. */
  rowsOf(runId: number): Promise<Record<string, unknown>[]>;
  countsOf(runId: number): Promise<RunCounts>;
  /** Requests that the demo model has served so far. */
  served(): Promise<number>;
  /** After each test. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

/** A database, a demo model and ledgers between them. */
export async function openLedgerFixture(): Promise<LedgerFixture> {
  const database = await createTestDatabase();
  const { db } = database;
  const model = await startDemoModel({ recordings: false });
  await db.pool.query("INSERT INTO release (note) VALUES ('test')");
  const ledgers: Ledger[] = [];

  async function newRun(options: { budget?: bigint; inDoubt?: "ask-again" | "leave" } = {}): Promise<number> {
    const { rows } = await db.pool.query(
      "INSERT INTO run (release_number, plan, created_by, budget_nano_usd) VALUES (1, $1, 'test', $2) RETURNING id",
      [{ inDoubt: options.inDoubt ?? "ask-again" }, options.budget ?? null],
    );
    return rows[0].id;
  }

  async function newWorker(): Promise<number> {
    const { rows } = await db.pool.query(
      "INSERT INTO worker (host, pid, concurrency) VALUES ('test', 1, 8) RETURNING id",
    );
    return rows[0].id;
  }

  async function newLedger(options: Partial<LedgerOptions> & { endpoint?: Partial<ModelEndpoint> } = {}) {
    const { endpoint, ...rest } = options;
    const ledger = await openLedger({
      db: db,
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
    const { rows } = await db.pool.query(
      `SELECT completion.attempt, completion.state, completion.http_status AS status
         FROM call JOIN completion ON completion.call_id = call.id WHERE call.run_id = $1
        ORDER BY call.id, completion.attempt`,
      [runId],
    );
    return rows;
  }

  async function countsOf(runId: number): Promise<RunCounts> {
    const { rows } = await db.pool.query(
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

  async function reset(): Promise<void> {
    model.setFaults([]);
    await Promise.all(ledgers.splice(0).map((ledger) => ledger.close()));
  }

  async function close(): Promise<void> {
    await reset();
    await model.close();
    await database.drop();
  }

  return { db, model, newRun, newWorker, newLedger, request, rowsOf, countsOf, served, reset, close };
}
