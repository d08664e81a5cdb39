import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openQueue, type Queue } from "#lib/jobs/queue.ts";
import { claimJob, finishJob, type NewJob, releaseJob } from "./jobs.ts";
import { cancelRun, createRun, requestPause, resumeRun, settlePausing } from "./runs.ts";
import { createTestDatabase, type TestDatabase } from "./testing/test-database.ts";
import { buryWorker, registerWorker, reportWorker } from "./workers.ts";

let base: TestDatabase;
let queue: Queue;
let nodeId: number;
let runId: number;
let workerId: number;

const DELIVERY = "00000000-0000-4000-8000-000000000001";

beforeAll(async () => {
  base = await createTestDatabase();
  queue = await openQueue(base.url);
  const node = await base.db.prisma.node.create({
    data: { kind: "discipline", name: "Physics", normalisedName: "physics", position: 0 },
  });
  nodeId = node.id;
  await base.db.prisma.release.create({ data: { note: "test" } });
});

afterAll(async () => {
  await queue.close();
  await base.drop();
});

const listJob = (draws: number): NewJob => ({ nodeId, stage: "list-subjects", payload: { nodeId, draws } });

beforeEach(async () => {
  workerId = await registerWorker(base.db, { host: "here", pid: 1, concurrency: 4 });
  const created = await base.db.prisma.$transaction((tx) =>
    createRun(tx, queue.enqueue, {
      releaseNumber: 1,
      plan: {
        nodeIds: [],
        subjectNames: [],
        subjectDraws: 1,
        maxSubjects: null,
        pairsPerSyllabus: 1,
        seed: "s",
        inDoubt: "ask-again",
        turns: {} as never,
      },
      budgetNanoUsd: null,
      isSample: false,
      createdBy: "test",
      jobs: [listJob(1), listJob(2)],
      counts: [{ nodeId, stage: "list-subjects", turn: 1, planned: 3 }],
    }),
  );
  runId = created.runId;
});

const runState = async () => (await base.db.prisma.run.findUniqueOrThrow({ where: { id: runId } })).state;
const jobIds = async () =>
  (await base.db.prisma.job.findMany({ where: { runId }, orderBy: { id: "asc" } })).map((job) => job.id);

async function claimNth(n: number, by = workerId) {
  const jobId = (await jobIds())[n] ?? 0;
  return claimJob(base.db, { jobId, workerId: by, deliveryId: DELIVERY });
}

test("a job is held by one living worker and free once that worker is buried", async () => {
  const other = await registerWorker(base.db, { host: "there", pid: 2, concurrency: 4 });
  expect(await claimNth(0)).toMatchObject({ runId, nodeId, stage: "list-subjects" });
  expect(await claimNth(0, other)).toBe("held");
  expect(await buryWorker(base.db, workerId)).toEqual([DELIVERY]);
  expect(await claimNth(0, other)).toMatchObject({ runId });
});

test("a job ends once: the worker that lost it writes nothing", async () => {
  const other = await registerWorker(base.db, { host: "there", pid: 2, concurrency: 4 });
  const [jobId = 0] = await jobIds();
  await claimNth(0);
  await buryWorker(base.db, workerId);
  await claimNth(0, other);
  const result = {
    counts: [{ nodeId, stage: "list-subjects" as const, turn: 1 as const, done: 1 }],
    failures: [],
  };
  const claim = { jobId, runId };
  expect(await finishJob(base.db, queue.enqueue, { ...claim, workerId }, result)).toBe(false);
  expect(await finishJob(base.db, queue.enqueue, { ...claim, workerId: other }, result)).toBe(true);
  expect(await finishJob(base.db, queue.enqueue, { ...claim, workerId: other }, result)).toBe(false);
  const progress = await base.db.prisma.runProgress.findMany({ where: { runId } });
  expect(progress).toMatchObject([{ planned: 3, done: 1 }]);
});

test("the run completes with its last job, children included", async () => {
  const [first = 0, second = 0] = await jobIds();
  await claimNth(0);
  await claimNth(1);
  const claim = { runId, workerId };
  const nothing = { counts: [], failures: [] };
  await finishJob(
    base.db,
    queue.enqueue,
    { ...claim, jobId: first },
    { ...nothing, save: async () => [listJob(3)] },
  );
  await finishJob(base.db, queue.enqueue, { ...claim, jobId: second }, nothing);
  expect(await runState()).toBe("running");
  const third = (await jobIds())[2] ?? 0;
  await claimNth(2);
  await finishJob(base.db, queue.enqueue, { ...claim, jobId: third }, nothing);
  expect(await runState()).toBe("completed");
});

test("pausing waits for the jobs that are held, and resuming queues what is open", async () => {
  const [first = 0] = await jobIds();
  await claimNth(0);
  await reportWorker(base.db, workerId, { inFlight: 1, limiter: {} });
  expect(await requestPause(base.db, runId, "by hand")).toBe(true);
  await settlePausing(base.db);
  expect(await runState()).toBe("pausing");
  expect(await claimNth(1)).toBe("over");
  expect(await resumeRun(base.db, queue.enqueue, runId)).toBe(false);
  await releaseJob(base.db, { jobId: first, workerId });
  await settlePausing(base.db);
  expect(await runState()).toBe("paused");
  expect(await resumeRun(base.db, queue.enqueue, runId)).toBe(true);
  expect(await claimNth(0)).toMatchObject({ runId });
});

test("a cancelled run leaves no job open", async () => {
  expect(await cancelRun(base.db, runId, "by hand")).toBe(true);
  expect(await claimNth(0)).toBe("over");
  expect(await base.db.prisma.job.count({ where: { runId, state: "open" } })).toBe(0);
  expect(await cancelRun(base.db, runId, "again")).toBe(false);
});
