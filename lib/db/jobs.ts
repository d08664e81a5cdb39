import { STAGES, type Stage, type Turn } from "#lib/glan/words.ts";
import type { Database, DatabaseTransaction } from "./client.ts";
import { fromStageRow, toStageRow } from "./stage-rows.ts";
import { WORKER_GONE_SECONDS } from "./workers.ts";

/** Puts jobs into the queue within the caller's transaction (lib/jobs). */
export type Enqueue = (
  tx: DatabaseTransaction,
  tickets: readonly { jobId: number; priority: number }[],
) => Promise<void>;

export interface NewJob {
  readonly nodeId: number;
  readonly stage: Stage;
  readonly payload: object;
}

export interface ClaimedJob {
  readonly jobId: number;
  readonly runId: number;
  readonly nodeId: number;
  readonly stage: Stage;
  readonly payload: unknown;
}

/** What a finished job adds to the counts of its run. */
export interface TurnCount {
  readonly nodeId: number;
  readonly stage: Stage;
  readonly turn: Turn;
  readonly planned?: number;
  readonly done?: number;
  readonly failed?: number;
  readonly reused?: number;
  readonly labelsStripped?: number;
}

export interface NewFailure {
  readonly nodeId: number;
  readonly stage: Stage;
  readonly turn: Turn;
  readonly callId: bigint | null;
  /** A CompletionState, or "unparsed". */
  readonly kind: string;
  readonly message: string;
}

export interface JobResult {
  readonly counts: readonly TurnCount[];
  readonly failures: readonly NewFailure[];
  /** Writes the rows that must appear together with the end of the job; returns the jobs that follow from them. */
  readonly save?: (tx: DatabaseTransaction) => Promise<readonly NewJob[]>;
}

/** Later stages first: what was begun is finished before more is begun. */
export function jobPriority(stage: Stage): number {
  return STAGES.indexOf(stage) * 10;
}

/** Makes jobs of a run within a transaction; without `enqueue` they wait for the run to be resumed. */
export async function createJobs(
  tx: DatabaseTransaction,
  enqueue: Enqueue | null,
  runId: number,
  jobs: readonly NewJob[],
): Promise<void> {
  if (jobs.length === 0) return;
  const rows = await tx.job.createManyAndReturn({
    data: jobs.map((job) => ({
      runId,
      nodeId: job.nodeId,
      stage: toStageRow(job.stage),
      payload: job.payload,
    })),
    select: { id: true, stage: true },
  });
  await enqueue?.(
    tx,
    rows.map((row) => ({ jobId: row.id, priority: jobPriority(fromStageRow(row.stage)) })),
  );
}

/**
 * Takes a job for a worker, unless it is over, its run does not run, or a living worker holds it.
 * `held` means the delivery must be left alone, `over` that it may be settled.
 */
export async function claimJob(
  db: Database,
  claim: { jobId: number; workerId: number; deliveryId: string },
): Promise<ClaimedJob | "held" | "over"> {
  const claimed = await db.pool.query<{
    id: number;
    run_id: number;
    node_id: number;
    stage: Stage;
    payload: unknown;
  }>(
    `UPDATE job SET worker_id = $2, delivery_id = $3
      WHERE id = $1 AND state = 'open'
        AND EXISTS (SELECT 1 FROM run WHERE run.id = job.run_id AND run.state = 'running')
        AND NOT EXISTS (SELECT 1 FROM worker WHERE worker.id = job.worker_id AND worker.id <> $2
              AND worker.ended_at IS NULL
              AND worker.last_seen_at > now() - make_interval(secs => ${WORKER_GONE_SECONDS}))
      RETURNING id, run_id, node_id, stage, payload`,
    [claim.jobId, claim.workerId, claim.deliveryId],
  );
  const row = claimed.rows[0];
  if (row !== undefined) {
    return {
      jobId: row.id,
      runId: row.run_id,
      nodeId: row.node_id,
      stage: row.stage,
      payload: row.payload,
    };
  }
  const job = await db.prisma.job.findUnique({
    where: { id: claim.jobId },
    select: { state: true, workerId: true, run: { select: { state: true } } },
  });
  return job?.state === "open" && job.run.state === "running" ? "held" : "over";
}

/** Lets go of a job that stays open: its run is pausing, or the worker ends. */
export async function releaseJob(db: Database, claim: { jobId: number; workerId: number }): Promise<void> {
  await db.pool.query(
    "UPDATE job SET worker_id = NULL, delivery_id = NULL WHERE id = $1 AND worker_id = $2 AND state = 'open'",
    [claim.jobId, claim.workerId],
  );
}

/**
 * Ends a job in one transaction: its rows, its counts, its failures, its children, and the end of the run
 * when nothing is left open. False when the worker no longer holds the job; then nothing is written.
 */
export async function finishJob(
  db: Database,
  enqueue: Enqueue,
  claim: { jobId: number; runId: number; workerId: number },
  result: JobResult,
): Promise<boolean> {
  return db.prisma.$transaction(
    async (tx) => {
      const ended = await tx.$executeRaw`
        UPDATE job SET state = 'done', finished_at = now(), worker_id = NULL, delivery_id = NULL
         WHERE id = ${claim.jobId} AND worker_id = ${claim.workerId} AND state = 'open'`;
      if (ended === 0) return false;
      const children = (await result.save?.(tx)) ?? [];
      await addCounts(tx, claim.runId, result.counts);
      if (result.failures.length > 0) {
        await tx.failure.createMany({
          data: result.failures.map((failure) => ({
            ...failure,
            stage: toStageRow(failure.stage),
            runId: claim.runId,
            jobId: claim.jobId,
          })),
        });
      }
      // Last, because every job of the run passes through this one row.
      const runs = await tx.$queryRaw<{ state: string }[]>`
        UPDATE run SET open_jobs = open_jobs - 1 + ${children.length},
               state = CASE WHEN open_jobs - 1 + ${children.length} = 0 AND state <> 'cancelled'
                       THEN 'completed' ELSE state END,
               finished_at = CASE WHEN open_jobs - 1 + ${children.length} = 0 THEN now() ELSE finished_at END
         WHERE id = ${claim.runId} RETURNING state::text`;
      await createJobs(tx, runs[0]?.state === "running" ? enqueue : null, claim.runId, children);
      return true;
    },
    { maxWait: 60_000, timeout: 60_000 },
  );
}

/** Adds to run_progress; rows in one order, so that two jobs of a run never wait for each other in a circle. */
export async function addCounts(
  tx: DatabaseTransaction,
  runId: number,
  counts: readonly TurnCount[],
): Promise<void> {
  if (counts.length === 0) return;
  const json = JSON.stringify(
    counts.map((count) => ({
      node_id: count.nodeId,
      stage: count.stage,
      turn: count.turn,
      planned: count.planned ?? 0,
      done: count.done ?? 0,
      failed: count.failed ?? 0,
      reused: count.reused ?? 0,
      labels_stripped: count.labelsStripped ?? 0,
    })),
  );
  await tx.$executeRaw`
    INSERT INTO run_progress (run_id, node_id, stage, turn, planned, done, failed, reused, labels_stripped)
    SELECT ${runId}, node_id, stage::stage, turn, sum(planned), sum(done), sum(failed), sum(reused), sum(labels_stripped)
      FROM jsonb_to_recordset(${json}::jsonb) AS added(node_id int, stage text, turn smallint, planned int,
           done int, failed int, reused int, labels_stripped int)
     GROUP BY node_id, stage, turn ORDER BY node_id, stage::stage, turn
    ON CONFLICT (run_id, node_id, stage, turn) DO UPDATE SET
      planned = run_progress.planned + EXCLUDED.planned, done = run_progress.done + EXCLUDED.done,
      failed = run_progress.failed + EXCLUDED.failed, reused = run_progress.reused + EXCLUDED.reused,
      labels_stripped = run_progress.labels_stripped + EXCLUDED.labels_stripped`;
}
