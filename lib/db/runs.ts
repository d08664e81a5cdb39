import { z } from "zod";
import { type PromptName, PromptNameSchema, type RunPlan, RunPlanSchema } from "#lib/glan/run-plan.ts";
import type { RunState } from "#lib/glan/words.ts";
import type { Database, DatabaseTransaction } from "./client.ts";
import { addCounts, createJobs, type Enqueue, jobPriority, type NewJob, type TurnCount } from "./jobs.ts";
import { fromStageRow } from "./stage-rows.ts";
import { WORKER_GONE_SECONDS } from "./workers.ts";

export interface NewRun {
  readonly releaseNumber: number;
  readonly plan: RunPlan;
  readonly budgetNanoUsd: bigint | null;
  readonly isSample: boolean;
  readonly createdBy: string;
  readonly jobs: readonly NewJob[];
  readonly counts: readonly TurnCount[];
}

export async function createRun(
  tx: DatabaseTransaction,
  enqueue: Enqueue,
  run: NewRun,
): Promise<{ runId: number }> {
  const { id } = await tx.run.create({
    data: {
      releaseNumber: run.releaseNumber,
      plan: run.plan,
      budgetNanoUsd: run.budgetNanoUsd,
      isSample: run.isSample,
      createdBy: run.createdBy,
      openJobs: run.jobs.length,
    },
    select: { id: true },
  });
  await addCounts(tx, id, run.counts);
  await createJobs(tx, enqueue, id, run.jobs);
  return { runId: id };
}

export async function hasAnyRun(db: Database): Promise<boolean> {
  return (await db.prisma.run.findFirst({ select: { id: true } })) !== null;
}

/** What all jobs of a run need, with the template of each of its prompts. It never changes. */
export interface RunSetup {
  readonly runId: number;
  readonly releaseNumber: number;
  readonly plan: RunPlan;
  readonly templates: Readonly<Record<PromptName, string>>;
}

export async function readRunSetup(db: Database, runId: number): Promise<RunSetup> {
  const row = await db.prisma.run.findUniqueOrThrow({
    where: { id: runId },
    select: { plan: true, releaseNumber: true },
  });
  const plan = RunPlanSchema.parse(row.plan);
  const versions = await db.prisma.promptVersion.findMany({
    where: { id: { in: Object.values(plan.turns).map((turn) => turn.promptVersionId) } },
    select: { name: true, template: true },
  });
  const templates = z
    .record(PromptNameSchema, z.string())
    .parse(Object.fromEntries(versions.map(({ name, template }) => [name, template])));
  return { runId, releaseNumber: row.releaseNumber, plan, templates };
}

export async function readRunStates(
  db: Database,
  runIds: readonly number[],
): Promise<Map<number, { state: RunState; reason: string | null }>> {
  const rows = await db.prisma.run.findMany({
    where: { id: { in: [...runIds] } },
    select: { id: true, state: true, reason: true },
  });
  return new Map(rows.map(({ id, state, reason }) => [id, { state, reason }]));
}

/** Asks a running run to pause; jobs drain what is in flight. False when it was not running. */
export async function requestPause(db: Database, runId: number, reason: string): Promise<boolean> {
  const { count } = await db.prisma.run.updateMany({
    where: { id: runId, state: "running" },
    data: { state: "pausing", reason },
  });
  return count > 0;
}

/** Pausing becomes paused as soon as no living worker holds a job of the run. */
export async function settlePausing(db: Database): Promise<void> {
  await db.pool.query(
    `UPDATE run SET state = 'paused' WHERE state = 'pausing' AND NOT EXISTS (
       SELECT 1 FROM job JOIN worker ON worker.id = job.worker_id
        WHERE job.run_id = run.id AND job.state = 'open' AND worker.ended_at IS NULL
          AND worker.last_seen_at > now() - make_interval(secs => ${WORKER_GONE_SECONDS}))`,
  );
}

/** Takes a paused run up again: its open jobs go back into the queue. False when it was not paused. */
export async function resumeRun(db: Database, enqueue: Enqueue, runId: number): Promise<boolean> {
  return db.prisma.$transaction(async (tx) => {
    const { count } = await tx.run.updateMany({
      where: { id: runId, state: "paused" },
      data: { state: "running", reason: null },
    });
    if (count === 0) return false;
    await enqueue(tx, await listOpenTickets(tx, runId));
    return true;
  });
}

async function listOpenTickets(tx: DatabaseTransaction, runId: number) {
  const jobs = await tx.job.findMany({
    where: { runId, state: "open" },
    select: { id: true, stage: true },
    orderBy: { id: "asc" },
  });
  return jobs.map((job) => ({ jobId: job.id, priority: jobPriority(fromStageRow(job.stage)) }));
}

/** Ends a run for good; what it made stays. False when it had ended before. */
export async function cancelRun(db: Database, runId: number, reason: string): Promise<boolean> {
  return db.prisma.$transaction(async (tx) => {
    const { count } = await tx.run.updateMany({
      where: { id: runId, state: { in: ["running", "pausing", "paused"] } },
      data: { state: "cancelled", reason, finishedAt: new Date(), openJobs: 0 },
    });
    if (count === 0) return false;
    await tx.job.updateMany({ where: { runId, state: "open" }, data: { state: "cancelled" } });
    return true;
  });
}
