import { arrayLiteral } from "./array-literal.ts";
import type { Database } from "./client.ts";
import type { NewCompletion } from "./ledger-rows.ts";
import { addMoney, addProgress } from "./run-counters.ts";

// xmax is 0 in a row that was inserted, and not in one that ON CONFLICT updated: a late answer to a call
// that had been marked in doubt. Its reservation was given back when it was marked.
const COMPLETE = `WITH given AS (
    SELECT * FROM unnest($1::int8[], $2::int2[], $3::completion_state[], $4::int2[], $5::int4[], $6::float8[],
      $7::int4[], $8::int4[], $9::int4[], $10::int8[], $11::text[], $12::bytea[], $13::int8[], $14::int4[],
      $15::int4[], $16::stage[], $17::int2[])
      AS row(call_id, attempt, state, http_status, latency_ms, received_ms, input_tokens, cached_tokens,
             output_tokens, cost, content, envelope, reserved, run_id, node_id, stage, turn)),
  stored AS (
    INSERT INTO completion (call_id, attempt, state, http_status, latency_ms, received_at, input_tokens,
        cached_tokens, output_tokens, cost_nano_usd, content, envelope)
    SELECT call_id, attempt, state, http_status, latency_ms, to_timestamp(received_ms / 1000), input_tokens,
           cached_tokens, output_tokens, cost, content, envelope FROM given ORDER BY call_id
    ON CONFLICT (call_id, attempt) DO UPDATE
      SET state = EXCLUDED.state, http_status = EXCLUDED.http_status, latency_ms = EXCLUDED.latency_ms,
          received_at = EXCLUDED.received_at, input_tokens = EXCLUDED.input_tokens,
          cached_tokens = EXCLUDED.cached_tokens, output_tokens = EXCLUDED.output_tokens,
          cost_nano_usd = EXCLUDED.cost_nano_usd, content = EXCLUDED.content, envelope = EXCLUDED.envelope
      WHERE completion.state = 'in-doubt'
    RETURNING call_id, attempt, xmax::text <> '0' AS was_in_doubt),
  moved AS (
    SELECT run_id, node_id, stage, turn, was_in_doubt, input_tokens, cached_tokens, output_tokens,
           cost AS spent, CASE WHEN was_in_doubt THEN 0 ELSE -reserved END AS reserved
      FROM stored JOIN given USING (call_id, attempt)),
  counted AS (${addProgress("moved", {
    in_doubt: "CASE WHEN was_in_doubt THEN -1 ELSE 0 END",
    input_tokens: "coalesce(input_tokens, 0)",
    cached_tokens: "coalesce(cached_tokens, 0)",
    output_tokens: "coalesce(output_tokens, 0)",
    cost_nano_usd: "coalesce(spent, 0)",
  })}),
  settled AS (${addMoney("moved")})
  SELECT 1`;

/**
 * Stores what came back, and settles what was reserved for it. A completion that is there already stays as it
 * is, unless it is the mark of a call in doubt: then the answer takes its place.
 */
export async function storeCompletions(db: Database, completions: readonly NewCompletion[]): Promise<void> {
  await db.pool.query({
    name: "ledger-complete",
    text: COMPLETE,
    values: [
      arrayLiteral(completions.map((row) => row.callId)),
      arrayLiteral(completions.map((row) => row.attempt)),
      arrayLiteral(completions.map((row) => row.state)),
      arrayLiteral(completions.map((row) => row.httpStatus)),
      arrayLiteral(completions.map((row) => row.latencyMs)),
      arrayLiteral(completions.map((row) => row.receivedAt)),
      arrayLiteral(completions.map((row) => row.inputTokens)),
      arrayLiteral(completions.map((row) => row.cachedTokens)),
      arrayLiteral(completions.map((row) => row.outputTokens)),
      arrayLiteral(completions.map((row) => row.costNanoUsd)),
      completions.map((row) => row.content),
      completions.map((row) => row.envelope),
      arrayLiteral(completions.map((row) => row.reservedNanoUsd)),
      arrayLiteral(completions.map((row) => row.runId)),
      arrayLiteral(completions.map((row) => row.nodeId)),
      arrayLiteral(completions.map((row) => row.stage)),
      arrayLiteral(completions.map((row) => row.turn)),
    ],
  });
}
