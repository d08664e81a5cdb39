import { setTimeout as wait } from "node:timers/promises";
import type { Logger } from "pino";
import type { Database } from "#lib/db/client.ts";
import { type ClaimedJob, claimJob, finishJob, releaseJob } from "#lib/db/jobs.ts";
import { openPairStore } from "#lib/db/pairs.ts";
import { readRunStates, requestPause, settlePausing } from "#lib/db/runs.ts";
import { buryWorker, endWorker, listQuietWorkers, reportWorker } from "#lib/db/workers.ts";
import type { Delivery, Queue } from "#lib/jobs/queue.ts";
import type { Ledger } from "#lib/llm/ledger.ts";
import { runHandler } from "#lib/stages/handlers.ts";
import { askOfJob, openRunSetups } from "./run-setups.ts";

const REPORT_MS = 2_000;
/** How long the loop rests when the queue was empty. */
const IDLE_MS = 500;
/** Calls a job is taken to bring, for deciding how many jobs to fetch. */
const CALLS_PER_JOB = 40;
const JOBS_PER_FETCH_MAX = 20;
const JOBS_MAX = 500;
/** A worker of this host that is silent this long and has no process is dead. */
const QUIET_SECONDS = 5;
const FAILED_JOB_REST_MS = 5_000;
/** A job that failed this often has met a bug: its run is paused instead of trying for ever. */
const JOB_FAULTS_MAX = 3;

export interface WorkerWorld {
  readonly db: Database;
  readonly queue: Queue;
  readonly ledger: Ledger;
  readonly workerId: number;
  readonly host: string;
  readonly concurrency: number;
  readonly log: Logger;
}

/**
 * Runs jobs until `signal` aborts, then drains: calls in flight finish and are committed, jobs go back.
 * As many jobs are held as keep the calls in flight at the worker's concurrency.
 */
export async function runWorker(world: WorkerWorld, signal: AbortSignal): Promise<void> {
  const { db, queue, ledger, workerId, log } = world;
  const runs = openRunSetups(db);
  const pairs = openPairStore(db);
  const active = new Map<string, { job: ClaimedJob; done: Promise<void> }>();
  const haltedRuns = new Set<number>();
  const faults = new Map<number, number>();
  let wake = (): void => undefined;

  async function rest(ms: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      wake = resolve;
      timer = setTimeout(resolve, ms);
      signal.addEventListener("abort", () => resolve(), { once: true });
    });
    clearTimeout(timer);
  }

  async function work(delivery: Delivery, job: ClaimedJob): Promise<void> {
    const claim = { jobId: job.jobId, runId: job.runId, workerId };
    try {
      const run = await runs.get(job.runId);
      const outcome = await runHandler(job.stage, job.payload, {
        db,
        pairs,
        run,
        ask: askOfJob(ledger.ask, run, job),
      });
      if (outcome.kind === "done") {
        await finishJob(db, queue.enqueue, claim, outcome.result);
        await queue.settle([delivery.deliveryId]);
        return;
      }
      // The ledger refuses this run from now on; the next job claimed of it means that somebody resumed it.
      haltedRuns.add(job.runId);
      if (outcome.reason !== "halted") await requestPause(db, job.runId, outcome.message);
      await letGo(delivery, claim);
    } catch (error) {
      log.error({ err: error, runId: job.runId, jobId: job.jobId, stage: job.stage }, "job failed");
      await wait(FAILED_JOB_REST_MS, undefined, { signal }).catch(() => undefined);
      const count = (faults.get(job.jobId) ?? 0) + 1;
      faults.set(job.jobId, count);
      if (count >= JOB_FAULTS_MAX) {
        faults.delete(job.jobId);
        await requestPause(db, job.runId, faultMessage(job, error)).catch(() => undefined);
      }
      await letGo(delivery, claim).catch((cause) => log.error({ err: cause }, "job not given back"));
    }
  }

  /** A job of a running run goes to the next worker; one of a pausing run waits, as a row, to be resumed. */
  async function letGo(delivery: Delivery, claim: { jobId: number; runId: number }): Promise<void> {
    const state = (await readRunStates(db, [claim.runId])).get(claim.runId)?.state;
    if (state === "running") {
      await releaseJob(db, { ...claim, workerId });
      await queue.giveBack([delivery.deliveryId]);
      return;
    }
    // In this order: once the job is released the run may be resumed, and then it must not be queued still.
    await queue.settle([delivery.deliveryId]);
    await releaseJob(db, { ...claim, workerId });
    await settlePausing(db);
  }

  async function take(): Promise<number> {
    const missing = Math.ceil(world.concurrency * 1.5) - ledger.inFlight() - ledger.waiting();
    const room = Math.min(JOBS_MAX - active.size, JOBS_PER_FETCH_MAX, Math.ceil(missing / CALLS_PER_JOB));
    if (room <= 0) return -1;
    const deliveries = await queue.fetch(room);
    for (const delivery of deliveries) {
      const claimed = await claimJob(db, { ...delivery, workerId });
      if (claimed === "over") await queue.settle([delivery.deliveryId]);
      // Held by a living worker: its heartbeat lapsed for a moment. The queue offers the job again later.
      if (typeof claimed === "string") continue;
      if (haltedRuns.delete(claimed.runId)) ledger.allowRun(claimed.runId);
      const done = work(delivery, claimed).finally(() => {
        active.delete(delivery.deliveryId);
        wake();
      });
      active.set(delivery.deliveryId, { job: claimed, done });
    }
    return deliveries.length;
  }

  /** Says that this worker lives, follows the runs' states, and frees what dead neighbours held. */
  async function report(): Promise<void> {
    await reportWorker(db, workerId, { inFlight: ledger.inFlight(), limiter: ledger.limiterState() });
    await queue.heartbeat([...active.keys()]);
    const runIds = [...new Set([...active.values()].map(({ job }) => job.runId))];
    for (const [runId, { state }] of await readRunStates(db, runIds)) {
      if (state === "running" || haltedRuns.has(runId)) continue;
      haltedRuns.add(runId);
      ledger.haltRun(runId, "halted", `run ${runId} is ${state}`);
    }
    await settlePausing(db);
    for (const quiet of await listQuietWorkers(db, world.host, QUIET_SECONDS)) {
      if (quiet.id === workerId || isProcessAlive(quiet.pid)) continue;
      log.warn({ deadWorkerId: quiet.id }, "worker is gone; its jobs go back");
      await queue.giveBack(await buryWorker(db, quiet.id));
    }
  }

  let isReporting = false;
  const reporter = setInterval(() => {
    if (isReporting) return;
    isReporting = true;
    report()
      .catch((error) => log.warn({ err: error }, "could not report"))
      .finally(() => {
        isReporting = false;
      });
  }, REPORT_MS);

  await report().catch((error) => log.warn({ err: error }, "could not report"));
  while (!signal.aborted) {
    try {
      const taken = await take();
      if (taken <= 0) await rest(taken < 0 ? 20 : IDLE_MS);
    } catch (error) {
      log.warn({ err: error }, "could not fetch jobs");
      await rest(1_000);
    }
  }
  await ledger.close();
  await Promise.all([...active.values()].map(({ done }) => done));
  clearInterval(reporter);
  await endWorker(db, workerId).catch((error) => log.warn({ err: error }, "could not say goodbye"));
}

function faultMessage(job: ClaimedJob, error: unknown): string {
  const fault = error instanceof Error ? error.message : String(error);
  return `A job of the stage ${job.stage} failed ${JOB_FAULTS_MAX} times by a fault of the studio (job ${job.jobId}: ${fault}). Nothing that was paid for is lost; resume the run to try again.`;
}

function isProcessAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !(error instanceof Error && "code" in error && error.code === "ESRCH");
  }
}
