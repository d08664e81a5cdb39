import type { Database } from "./client.ts";

/** A worker that was not seen for this long is taken for dead: its calls are in doubt, its jobs free. */
export const WORKER_GONE_SECONDS = 15;

export async function registerWorker(
  db: Database,
  worker: { host: string; pid: number; concurrency: number },
): Promise<number> {
  const row = await db.prisma.worker.create({ data: worker, select: { id: true } });
  return row.id;
}

/** Says that the worker lives, by the database's clock: machines may disagree about the time. */
export async function reportWorker(
  db: Database,
  workerId: number,
  report: { inFlight: number; limiter: unknown },
): Promise<void> {
  await db.pool.query(
    "UPDATE worker SET last_seen_at = now(), ended_at = NULL, in_flight = $2, limiter = $3 WHERE id = $1",
    [workerId, report.inFlight, JSON.stringify(report.limiter)],
  );
}

export async function endWorker(db: Database, workerId: number): Promise<void> {
  await db.pool.query("UPDATE worker SET ended_at = now(), in_flight = 0 WHERE id = $1", [workerId]);
}

/** Workers of a host that did not end and were not seen for `quietSeconds`. */
export async function listQuietWorkers(
  db: Database,
  host: string,
  quietSeconds: number,
): Promise<{ id: number; pid: number }[]> {
  const { rows } = await db.pool.query<{ id: number; pid: number }>(
    `SELECT id, pid FROM worker WHERE host = $1 AND ended_at IS NULL
        AND last_seen_at < now() - make_interval(secs => $2)`,
    [host, quietSeconds],
  );
  return rows;
}

/** Marks a dead worker as ended and frees its jobs; returns the deliveries to be made again. */
export async function buryWorker(db: Database, workerId: number): Promise<string[]> {
  const { rows } = await db.pool.query<{ delivery_id: string | null }>(
    `WITH buried AS (UPDATE worker SET ended_at = now(), in_flight = 0 WHERE id = $1),
          freed AS (SELECT id, delivery_id FROM job WHERE worker_id = $1 AND state = 'open' FOR UPDATE)
     UPDATE job SET worker_id = NULL, delivery_id = NULL FROM freed WHERE job.id = freed.id
     RETURNING freed.delivery_id`,
    [workerId],
  );
  return rows.flatMap((row) => (row.delivery_id === null ? [] : [row.delivery_id]));
}

export interface LiveWorker {
  readonly id: number;
  readonly host: string;
  readonly pid: number;
  readonly concurrency: number;
  readonly inFlight: number;
  readonly limiter: unknown;
}

export async function listLiveWorkers(db: Database): Promise<LiveWorker[]> {
  const { rows } = await db.pool.query<{
    id: number;
    host: string;
    pid: number;
    concurrency: number;
    in_flight: number;
    limiter: unknown;
  }>(
    `SELECT id, host, pid, concurrency, in_flight, limiter FROM worker
      WHERE ended_at IS NULL AND last_seen_at > now() - make_interval(secs => ${WORKER_GONE_SECONDS})
      ORDER BY id`,
  );
  return rows.map(({ in_flight, ...row }) => ({ ...row, inFlight: in_flight }));
}
