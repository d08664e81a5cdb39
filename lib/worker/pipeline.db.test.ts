import { afterAll, expect, test } from "vitest";
import type { RunReport } from "#lib/glan/run-report.ts";
import { pauseRun, resumeRun } from "#lib/runs/steer-run.ts";
import { openWorkerFixture } from "./testing/worker-fixture.ts";

const { base, queue, demo, withWorker, start, ended, close } = await openWorkerFixture();
afterAll(close);

const PHYSICS = {
  nodes: ["Physics"],
  subjectDraws: 3,
  maxSubjects: 3,
  pairsPerSyllabus: 8,
};

function total(report: RunReport, key: "planned" | "done" | "failed" | "calls" | "reused"): number {
  return report.totals.reduce((sum, turn) => sum + turn[key], 0);
}

test("a discipline goes from lists to answered questions, and the second time costs no call", async () => {
  await withWorker(async () => {
    const first = await ended(await start(PHYSICS));
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

    const second = await ended(await start(PHYSICS));
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
  const runId = await start({ ...PHYSICS, pairsPerSyllabus: 400 });
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
