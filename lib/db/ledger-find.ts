import type { CompletionState } from "#lib/glan/words.ts";
import type { Database } from "./client.ts";
import type { FoundCall } from "./ledger-rows.ts";
import { WORKER_GONE_SECONDS } from "./workers.ts";

interface FoundRow {
  readonly id: bigint;
  readonly key: string;
  readonly attempt: number;
  readonly run_id: number;
  readonly worker_id: number;
  readonly is_worker_alive: boolean;
  readonly state: CompletionState | null;
  readonly http_status: number | null;
  readonly content: string | null;
  readonly completed_attempt: number | null;
}

/** What the ledger holds of these keys; a key it does not know is missing from the map. */
export async function findCalls(db: Database, keys: readonly string[]): Promise<Map<string, FoundCall>> {
  const { rows } = await db.pool.query<FoundRow>({
    name: "ledger-find",
    text: `SELECT call.id, call.key, call.attempt, call.run_id, call.worker_id,
                  coalesce(worker.ended_at IS NULL AND
                    worker.last_seen_at > now() - make_interval(secs => ${WORKER_GONE_SECONDS}), false)
                    AS is_worker_alive,
                  best.state, best.http_status, best.content, best.attempt AS completed_attempt
             FROM call
             LEFT JOIN worker ON worker.id = call.worker_id
             LEFT JOIN LATERAL (
               SELECT state, http_status, content, attempt FROM completion
                WHERE completion.call_id = call.id AND (state = 'ok' OR completion.attempt = call.attempt)
                ORDER BY state = 'ok' DESC, completion.attempt LIMIT 1) AS best ON true
            WHERE call.key = ANY($1::uuid[])`,
    values: [`{${keys.join(",")}}`],
  });
  return new Map(rows.map((row) => [row.key, toFoundCall(row)]));
}

function toFoundCall(row: FoundRow): FoundCall {
  const { state, http_status: httpStatus, content, completed_attempt: attempt } = row;
  return {
    kind: "found",
    callId: row.id,
    attempt: row.attempt,
    runId: row.run_id,
    workerId: row.worker_id,
    isWorkerAlive: row.is_worker_alive,
    completion: state === null || attempt === null ? null : { attempt, state, httpStatus, content },
  };
}
