import { pino } from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readRunReport } from "#lib/db/run-reports.ts";
import { createTestDatabase, type TestDatabase } from "#lib/db/testing/test-database.ts";
import { endWorker, registerWorker } from "#lib/db/workers.ts";
import { type DemoModel, startDemoModel } from "#lib/demo-model/server.ts";
import { type Env, readEnv } from "#lib/env.ts";
import type { RunReport } from "#lib/glan/run-report.ts";
import { openQueue, type Queue } from "#lib/jobs/queue.ts";
import { provisionStudio } from "#lib/launch/provision.ts";
import { ensureStudioModels } from "#lib/launch/studio-models.ts";
import { openLedger } from "#lib/llm/ledger.ts";
import { type StartRunRequest, startRun } from "#lib/runs/start-run.ts";
import { pauseRun, resumeRun } from "#lib/runs/steer-run.ts";
import { resolveEndpoint } from "./endpoints.ts";
import { runWorker } from "./worker.ts";

let base: TestDatabase;
let queue: Queue;
let demo: DemoModel;
let env: Env;
let models: StartRunRequest["models"];

beforeAll(async () => {
  base = await createTestDatabase();
  demo = await startDemoModel({});
  env = readEnv({ DATABASE_URL: base.url, OPENAI_BASE_URL: demo.url, GLAN_MODEL: "demo-recorded" });
  await provisionStudio(base.db, env);
  queue = await openQueue(base.url, { supervise: true });
  const { generation, answer } = await ensureStudioModels(base.db, env);
  models = { generation: generation.id, answer: answer.id };
});

afterAll(async () => {
  await queue.close();
  await demo.close();
  await base.drop();
});

/** A worker in this process for as long as `body` takes. */
async function withWorker<T>(body: () => Promise<T>): Promise<T> {
  const { db } = base;
  const workerId = await registerWorker(db, { host: "test", pid: process.pid, concurrency: 16 });
  const ledger = await openLedger({
    db,
    workerId,
    concurrency: 16,
    resolveModel: (id) => resolveEndpoint(db, env.provider, id),
  });
  const stop = new AbortController();
  const log = pino({ level: "silent" });
  const working = runWorker({ db, queue, ledger, workerId, host: "test", concurrency: 16, log }, stop.signal);
  try {
    return await body();
  } finally {
    stop.abort();
    await working;
    await endWorker(db, workerId);
  }
}

async function ended(runId: number): Promise<RunReport> {
  return expect
    .poll(async () => readRunReport(base.db, runId), { timeout: 60_000, interval: 50 })
    .toSatisfy((report) => report?.state === "completed" || report?.state === "paused")
    .then(async () => {
      const report = await readRunReport(base.db, runId);
      if (report === null) throw new Error(`run ${runId} is gone`);
      return report;
    });
}

const PHYSICS = {
  nodes: ["Physics"],
  subjectDraws: 3,
  maxSubjects: 3,
  pairsPerSyllabus: 8,
  createdBy: "test",
};

function total(report: RunReport, key: "planned" | "done" | "failed" | "calls" | "reused"): number {
  return report.totals.reduce((sum, turn) => sum + turn[key], 0);
}

test("a discipline goes from lists to answered questions, and the second time costs no call", async () => {
  await withWorker(async () => {
    const first = await ended((await startRun({ db: base.db, queue }, { ...PHYSICS, models })).runId);
    expect(first).toMatchObject({ state: "completed", openJobs: 0, failures: [] });
    const pairs = first.totals.filter((turn) => turn.stage === "write-pairs");
    expect(pairs).toMatchObject([
      { turn: 1, planned: 24, done: 24, failed: 0 },
      { turn: 2, planned: 24, done: 24, failed: 0 },
    ]);
    expect(total(first, "calls")).toBe(3 * 2 + 3 * 2 + 24 * 2);
    expect(await base.db.prisma.answer.count()).toBe(24);
    const served = (await demo.log.entries()).length;
    expect(served).toBe(total(first, "calls"));

    const second = await ended((await startRun({ db: base.db, queue }, { ...PHYSICS, models })).runId);
    expect(total(second, "calls")).toBe(0);
    expect(total(second, "done")).toBe(total(first, "done"));
    expect(total(second, "reused")).toBe(total(first, "calls"));
    expect((await demo.log.entries()).length).toBe(served);
    expect(await base.db.prisma.answer.count()).toBe(24);
  });
});

test("every question names its draw, and the draws of a syllabus differ", async () => {
  const questions = await base.db.prisma.question.findMany();
  const draws = new Set(questions.map((row) => `${row.syllabusId}/${row.strategy}/${row.drawRank}`));
  expect(draws.size).toBe(24);
});

test("a paused run drains, and resumed it finishes from the ledger", async () => {
  const { runId } = await startRun({ db: base.db, queue }, { ...PHYSICS, pairsPerSyllabus: 400, models });
  await withWorker(async () => {
    await expect
      .poll(async () => base.db.prisma.question.count(), { timeout: 30_000, interval: 20 })
      .toBeGreaterThan(100);
    await pauseRun({ db: base.db, queue }, runId);
    const paused = await ended(runId);
    expect(paused.state).toBe("paused");
    const made = await base.db.prisma.question.count();
    expect(made).toBeLessThan(1200);
    await resumeRun({ db: base.db, queue }, runId);
    const done = await ended(runId);
    expect(done.state).toBe("completed");
    expect(done.totals.at(-1)).toMatchObject({ stage: "write-pairs", turn: 2, planned: 1200, done: 1200 });
    const bodies = (await demo.log.entries()).map((entry) => entry.bodyHash);
    const identical = bodies.length - new Set(bodies).size;
    // Three draws of one list are three identical requests on purpose.
    expect(identical).toBe(2);
  });
});
