import { arrayLiteral } from "./array-literal.ts";
import type { Database } from "./client.ts";
import { addMoney, addProgress } from "./run-counters.ts";

const MARK = `WITH given AS (SELECT * FROM unnest($1::int8[], $2::int2[]) AS row(call_id, attempt)),
  marked AS (
    INSERT INTO completion (call_id, attempt, state, latency_ms, received_at)
    SELECT call.id, call.attempt, 'in-doubt', 0, now()
      FROM given JOIN call ON call.id = given.call_id AND call.attempt = given.attempt ORDER BY call.id
    ON CONFLICT DO NOTHING RETURNING call_id),
  moved AS (
    SELECT run_id, node_id, stage, turn, -reserved_nano_usd AS reserved, 0::int8 AS spent
      FROM marked JOIN call ON call.id = marked.call_id),
  counted AS (${addProgress("moved", { in_doubt: "1" })}),
  released AS (${addMoney("moved")})
  SELECT 1`;

/**
 * Marks attempts whose worker is gone: counted in the run that sent them, their reservation given back.
 * An answer that was committed meanwhile stands.
 */
export async function markInDoubt(
  db: Database,
  calls: readonly { readonly callId: bigint; readonly attempt: number }[],
): Promise<void> {
  await db.pool.query({
    name: "ledger-mark-in-doubt",
    text: MARK,
    values: [arrayLiteral(calls.map((call) => call.callId)), arrayLiteral(calls.map((call) => call.attempt))],
  });
}
