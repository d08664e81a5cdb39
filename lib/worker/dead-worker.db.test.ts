import { afterAll, expect, test } from "vitest";
import { claimJob } from "#lib/db/jobs.ts";
import { registerWorker } from "#lib/db/workers.ts";
import { openWorkerFixture } from "./testing/worker-fixture.ts";

const { base, queue, withWorker, start, ended, close } = await openWorkerFixture({ recordings: false });
afterAll(close);

test("jobs of a worker that died on another machine are taken up within a minute", async () => {
  const runId = await start({ nodes: ["Physics"], subjectDraws: 1, maxSubjects: 1, pairsPerSyllabus: 2 });
  // A machine that is gone: it fetched and claimed the run's only job and is never heard of again.
  const dead = await registerWorker(base.db, { host: "elsewhere", pid: 1, concurrency: 1 });
  const [delivery] = await queue.fetch(1);
  if (delivery === undefined) throw new Error("the job was not queued");
  expect(await claimJob(base.db, { ...delivery, workerId: dead })).toMatchObject({ runId });
  await withWorker(async () => {
    // Waits a minute at most.
    expect((await ended(runId)).state).toBe("completed");
  });
  const job = await base.db.prisma.job.findFirstOrThrow({ where: { runId }, orderBy: { id: "asc" } });
  expect(job.state).toBe("done");
}, 120_000);
