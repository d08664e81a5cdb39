import { arrayLiteral } from "./array-literal.ts";
import type { Database } from "./client.ts";
import { findCalls } from "./ledger-find.ts";
import type { CallAgain, FoundCall, NewCall, OverBudget, SentCall } from "./ledger-rows.ts";
import { addMoney, addProgress } from "./run-counters.ts";

// Written ahead: nothing is sent before these statements are committed. One statement each, so one
// round trip and one commit a group.

const NEW_CALLS = `given AS (
    SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::int8[], $4::int8[], $5::int8[], $6::int4[], $7::int4[],
      $8::int4[], $9::int4[], $10::int4[], $11::stage[], $12::int2[], $13::float8[], $14::int8[])
      AS row(key, prompt_hash, parent_call_id, input_id, draw, run_id, node_id, model_profile_id,
             prompt_version_id, worker_id, stage, turn, sent_ms, reserved))`;

const CALLS_AGAIN = `given AS (
    SELECT * FROM unnest($1::int8[], $2::int2[], $3::int4[], $4::int4[], $5::int4[], $6::stage[], $7::int2[],
      $8::float8[], $9::int8[])
      AS row(call_id, attempt, run_id, node_id, worker_id, stage, turn, sent_ms, reserved))`;

/**
 * Of the given rows, those that fit beside what their runs have spent and reserved. The run's row stays locked
 * until the commit, so that no two workers can both use the same room; run_progress is locked before it.
 */
function fitting(isNeeded: string): string {
  return `capped AS (SELECT id FROM run WHERE id IN (SELECT run_id FROM given) AND budget_nano_usd IS NOT NULL),
    counted_rows AS (
      SELECT 1 FROM run_progress JOIN (SELECT DISTINCT run_id, node_id, stage, turn FROM given) AS place
          USING (run_id, node_id, stage, turn)
       WHERE run_id IN (SELECT id FROM capped)
       ORDER BY run_id, node_id, stage, turn FOR NO KEY UPDATE OF run_progress),
    room AS (
      SELECT id, budget_nano_usd - spent_nano_usd - reserved_nano_usd AS room FROM run
       WHERE id IN (SELECT id FROM capped) AND (SELECT count(*) FROM counted_rows) >= 0
       ORDER BY id FOR NO KEY UPDATE),
    summed AS (
      SELECT given.*, room.room, room.id IS NOT NULL AS is_capped,
             sum(coalesce(reserved, 0)) OVER (PARTITION BY run_id ORDER BY sent_ms ROWS UNBOUNDED PRECEDING) AS upto
        FROM given LEFT JOIN room ON room.id = given.run_id WHERE room.id IS NULL OR ${isNeeded}),
    fitting AS (SELECT * FROM summed WHERE NOT is_capped OR upto <= room)`;
}

const INSERT_CALLS = (source: string) => `INSERT INTO call (key, prompt_hash, parent_call_id, input_id, draw,
      run_id, node_id, model_profile_id, prompt_version_id, worker_id, stage, turn, sent_at, reserved_nano_usd)
    SELECT key, prompt_hash, parent_call_id, input_id, draw, run_id, node_id, model_profile_id,
           prompt_version_id, worker_id, stage, turn, to_timestamp(sent_ms / 1000), reserved
      FROM ${source} ORDER BY key
    ON CONFLICT (key) DO NOTHING RETURNING id, key, run_id, node_id, stage, turn, reserved_nano_usd`;

/** Attempt guards it: of two workers that both want to send it again, one changes nothing. */
const UPDATE_CALLS = (source: string) => `UPDATE call SET attempt = given.attempt + 1, run_id = given.run_id,
           node_id = given.node_id, worker_id = given.worker_id, sent_at = to_timestamp(given.sent_ms / 1000),
           reserved_nano_usd = given.reserved
      FROM ${source} AS given WHERE call.id = given.call_id AND call.attempt = given.attempt
    RETURNING call.id, call.run_id, call.node_id, call.stage, call.turn, call.reserved_nano_usd`;

const COUNTED = `counted AS (${addProgress("sent", { calls: "1" })})`;
const RESERVED = `moved_money AS (SELECT run_id, reserved_nano_usd AS reserved, 0::int8 AS spent FROM sent),
    reserved_money AS (${addMoney("moved_money")})`;

const SEND = `WITH ${NEW_CALLS}, sent AS (${INSERT_CALLS("given")}), ${COUNTED} SELECT id, key FROM sent`;
const SEND_CAPPED = `WITH ${NEW_CALLS},
    ${fitting("NOT EXISTS (SELECT 1 FROM call WHERE call.key = given.key)")},
    sent AS (${INSERT_CALLS("fitting")}), ${COUNTED}, ${RESERVED} SELECT id, key FROM sent`;
const SEND_AGAIN = `WITH ${CALLS_AGAIN}, sent AS (${UPDATE_CALLS("given")}), ${COUNTED} SELECT id FROM sent`;
const SEND_AGAIN_CAPPED = `WITH ${CALLS_AGAIN},
    ${fitting("EXISTS (SELECT 1 FROM call WHERE call.id = given.call_id AND call.attempt = given.attempt)")},
    sent AS (${UPDATE_CALLS("fitting")}), ${COUNTED}, ${RESERVED} SELECT id FROM sent`;

/**
 * Writes calls ahead. What the ledger holds already is found, not sent. Idempotent: a call that was inserted
 * by a first try whose acknowledgement was lost is found as this worker's own, without a completion.
 */
export async function writeAhead(
  db: Database,
  calls: readonly NewCall[],
): Promise<(SentCall | FoundCall | OverBudget)[]> {
  const isCapped = calls.some((call) => call.reservedNanoUsd !== null);
  const { rows } = await db.pool.query<{ id: bigint; key: string }>({
    name: isCapped ? "ledger-send-capped" : "ledger-send",
    text: isCapped ? SEND_CAPPED : SEND,
    values: [
      arrayLiteral(calls.map((call) => call.key)),
      arrayLiteral(calls.map((call) => call.promptHash)),
      arrayLiteral(calls.map((call) => call.parentCallId)),
      arrayLiteral(calls.map((call) => call.inputId)),
      arrayLiteral(calls.map((call) => call.draw)),
      arrayLiteral(calls.map((call) => call.runId)),
      arrayLiteral(calls.map((call) => call.nodeId)),
      arrayLiteral(calls.map((call) => call.modelProfileId)),
      arrayLiteral(calls.map((call) => call.promptVersionId)),
      arrayLiteral(calls.map((call) => call.workerId)),
      arrayLiteral(calls.map((call) => call.stage)),
      arrayLiteral(calls.map((call) => call.turn)),
      arrayLiteral(calls.map((call) => call.sentAt)),
      arrayLiteral(calls.map((call) => call.reservedNanoUsd)),
    ],
  });
  const idOf = new Map(rows.map((row) => [row.key, row.id]));
  const others = calls.filter((call) => !idOf.has(call.key)).map((call) => call.key);
  const found = others.length === 0 ? null : await findCalls(db, others);
  return calls.map((call) => {
    const callId = idOf.get(call.key);
    if (callId !== undefined) return { kind: "sent", callId, attempt: 1 };
    return found?.get(call.key) ?? { kind: "over-budget" };
  });
}

/** Sends calls of the ledger again as their next attempt; "taken" where another worker has done so. */
export async function writeAheadAgain(
  db: Database,
  calls: readonly CallAgain[],
): Promise<(SentCall | OverBudget | { readonly kind: "taken" })[]> {
  const isCapped = calls.some((call) => call.reservedNanoUsd !== null);
  const { rows } = await db.pool.query<{ id: bigint }>({
    name: isCapped ? "ledger-send-again-capped" : "ledger-send-again",
    text: isCapped ? SEND_AGAIN_CAPPED : SEND_AGAIN,
    values: [
      arrayLiteral(calls.map((call) => call.callId)),
      arrayLiteral(calls.map((call) => call.attempt)),
      arrayLiteral(calls.map((call) => call.runId)),
      arrayLiteral(calls.map((call) => call.nodeId)),
      arrayLiteral(calls.map((call) => call.workerId)),
      arrayLiteral(calls.map((call) => call.stage)),
      arrayLiteral(calls.map((call) => call.turn)),
      arrayLiteral(calls.map((call) => call.sentAt)),
      arrayLiteral(calls.map((call) => call.reservedNanoUsd)),
    ],
  });
  const sent = new Set(rows.map((row) => row.id));
  const others = calls.filter((call) => !sent.has(call.callId)).map((call) => call.callId);
  const attempts = others.length === 0 ? null : await readAttempts(db, others);
  return calls.map((call) => {
    const now = attempts?.get(call.callId);
    const isOurs = now?.attempt === call.attempt + 1 && now.workerId === call.workerId;
    if (isOurs || sent.has(call.callId)) {
      return { kind: "sent", callId: call.callId, attempt: call.attempt + 1 };
    }
    return now?.attempt === call.attempt ? { kind: "over-budget" } : { kind: "taken" };
  });
}

async function readAttempts(
  db: Database,
  callIds: readonly bigint[],
): Promise<Map<bigint, { attempt: number; workerId: number }>> {
  const { rows } = await db.pool.query<{ id: bigint; attempt: number; worker_id: number }>({
    name: "ledger-attempts",
    text: "SELECT id, attempt, worker_id FROM call WHERE id = ANY($1::int8[])",
    values: [arrayLiteral(callIds)],
  });
  return new Map(rows.map((row) => [row.id, { attempt: row.attempt, workerId: row.worker_id }]));
}
