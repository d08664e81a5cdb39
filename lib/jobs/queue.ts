import { fromPrisma, PgBoss } from "pg-boss";
import type { DatabaseTransaction } from "#lib/db/client.ts";

// pg-boss carries job ids from those who make jobs to the workers; the job rows themselves are ours.
// It brings what is hard to get right: claims without locks, heartbeats, retries, many machines.

const QUEUE = "jobs";
/** A worker that says nothing for this long has its deliveries handed to another. */
const HEARTBEAT_SECONDS = 20;
/** How often a job is delivered again after its worker died or failed: not a limit in practice. */
const RETRY_LIMIT = 10_000;
/** pg-boss' own maximum: a job may run for hours, its heartbeat tells whether it lives. */
const EXPIRE_SECONDS = 86_399;

export interface Delivery {
  readonly deliveryId: string;
  readonly jobId: number;
}

export interface JobTicket {
  readonly jobId: number;
  /** Higher goes first. */
  readonly priority: number;
}

export interface Queue {
  /** Enqueues within the caller's transaction; a job that is queued or being worked on is not queued twice. */
  enqueue(tx: DatabaseTransaction, tickets: readonly JobTicket[]): Promise<void>;
  /** Claims up to `count` deliveries, the highest priority first. */
  fetch(count: number): Promise<Delivery[]>;
  heartbeat(deliveryIds: readonly string[]): Promise<void>;
  /** The delivery is over, whatever became of the job. */
  settle(deliveryIds: readonly string[]): Promise<void>;
  /** Gives deliveries back, to be made again at once. */
  giveBack(deliveryIds: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens the queue; creates its tables where they are missing. A `supervisor` also looks after deliveries
 * whose heartbeat stopped: every worker does, everything that only enqueues does not.
 */
export async function openQueue(
  databaseUrl: string,
  options: { supervise: boolean; onError?: (error: Error) => void } = { supervise: false },
): Promise<Queue> {
  const boss = new PgBoss({
    connectionString: databaseUrl,
    application_name: "glan-studio-queue",
    max: 2,
    schedule: false,
    supervise: options.supervise,
    superviseIntervalSeconds: 5,
    monitorIntervalSeconds: 5,
  });
  boss.on("error", (error) => options.onError?.(error));
  await boss.start();
  await boss.createQueue(QUEUE, {
    policy: "exclusive",
    heartbeatSeconds: HEARTBEAT_SECONDS,
    retryLimit: RETRY_LIMIT,
    retryDelay: 0,
    expireInSeconds: EXPIRE_SECONDS,
    deleteAfterSeconds: 3600,
  });
  return {
    async enqueue(tx, tickets) {
      if (tickets.length === 0) return;
      await boss.insert(
        QUEUE,
        tickets.map(({ jobId, priority }) => ({ data: { jobId }, priority, singletonKey: String(jobId) })),
        { db: fromPrisma(tx) },
      );
    },
    async fetch(count) {
      const jobs = await boss.fetch<{ jobId: number }>(QUEUE, { batchSize: count });
      return jobs.map((job) => ({ deliveryId: job.id, jobId: job.data.jobId }));
    },
    async heartbeat(deliveryIds) {
      if (deliveryIds.length > 0) await boss.touch(QUEUE, [...deliveryIds]);
    },
    async settle(deliveryIds) {
      if (deliveryIds.length > 0) await boss.complete(QUEUE, [...deliveryIds]);
    },
    async giveBack(deliveryIds) {
      if (deliveryIds.length > 0) await boss.fail(QUEUE, [...deliveryIds]);
    },
    async close() {
      await boss.stop({ graceful: false });
    },
  };
}
