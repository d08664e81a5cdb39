import { pino } from "pino";
import { expect } from "vitest";
import { readRunReport } from "#lib/db/run-reports.ts";
import { createTestDatabase, type TestDatabase } from "#lib/db/testing/test-database.ts";
import { registerWorker } from "#lib/db/workers.ts";
import type { DemoModelOptions } from "#lib/demo-model/options.ts";
import { type DemoModel, startDemoModel } from "#lib/demo-model/server.ts";
import { readEnv } from "#lib/env.ts";
import type { RunReport } from "#lib/glan/run-report.ts";
import { openQueue, type Queue } from "#lib/jobs/queue.ts";
import { provisionStudio } from "#lib/launch/provision.ts";
import { ensureStudioModels } from "#lib/launch/studio-models.ts";
import { type LedgerOptions, openLedger } from "#lib/llm/ledger.ts";
import { type StartRunRequest, startRun } from "#lib/runs/start-run.ts";
import { resolveEndpoint } from "../endpoints.ts";
import { runWorker } from "../worker.ts";

const CONCURRENCY = 16;

/** A provisioned database, a queue and a demo model, on which tests run workers in their own process. */
export interface WorkerFixture {
  readonly base: TestDatabase;
  readonly queue: Queue;
  readonly demo: DemoModel;
  /** A worker for as long as `body` takes. */
  withWorker<T>(body: () => Promise<T>): Promise<T>;
  start(request: Omit<StartRunRequest, "models" | "createdBy">): Promise<number>;
  /** Waits until the run has ended or is paused. */
  ended(runId: number): Promise<RunReport>;
  close(): Promise<void>;
}

export async function openWorkerFixture(
  demoOptions: DemoModelOptions = {},
  ledgerOptions: Partial<LedgerOptions> = {},
): Promise<WorkerFixture> {
  const base = await createTestDatabase();
  const { db } = base;
  const demo = await startDemoModel(demoOptions);
  // An endpoint, not "the demo": no sample run may start by itself.
  const env = readEnv({ DATABASE_URL: base.url, OPENAI_BASE_URL: demo.url, GLAN_MODEL: "demo-recorded" });
  await provisionStudio(db, env);
  const queue = await openQueue(base.url, { supervise: true });
  const { generation, answer } = await ensureStudioModels(db, env);
  const models = { generation: generation.id, answer: answer.id };
  return {
    base,
    queue,
    demo,
    async withWorker(body) {
      const workerId = await registerWorker(db, { host: "test", pid: process.pid, concurrency: CONCURRENCY });
      const ledger = await openLedger({
        ...ledgerOptions,
        db,
        workerId,
        concurrency: CONCURRENCY,
        resolveModel: (id) => resolveEndpoint(db, env.provider, id),
      });
      const stop = new AbortController();
      const log = pino({ level: "silent" });
      const world = { db, queue, ledger, workerId, host: "test", concurrency: CONCURRENCY, log };
      const working = runWorker(world, stop.signal);
      try {
        return await body();
      } finally {
        stop.abort();
        await working;
      }
    },
    async start(request) {
      const { runId } = await startRun({ db, queue }, { ...request, createdBy: "test", models });
      return runId;
    },
    async ended(runId) {
      await expect
        .poll(async () => (await readRunReport(db, runId))?.state, { timeout: 60_000, interval: 50 })
        .toMatch(/completed|paused|cancelled/);
      const report = await readRunReport(db, runId);
      if (report === null) throw new Error(`run ${runId} is gone`);
      return report;
    },
    async close() {
      await queue.close();
      await demo.close();
      await base.drop();
    },
  };
}
