import type { RunPlan } from "#lib/glan/run-plan.ts";
import type { Database } from "./client.ts";

/** What the ledger must know of a run. */
export interface RunRule {
  readonly isCapped: boolean;
  readonly inDoubt: RunPlan["inDoubt"];
}

export async function readRunRule(db: Database, runId: number): Promise<RunRule> {
  const { rows } = await db.pool.query<{ is_capped: boolean; in_doubt: string | null }>({
    name: "ledger-run-rule",
    text: `SELECT budget_nano_usd IS NOT NULL AS is_capped, plan->>'inDoubt' AS in_doubt FROM run WHERE id = $1`,
    values: [runId],
  });
  const row = rows[0];
  if (row === undefined) throw new Error(`run ${runId} is not in the database`);
  return { isCapped: row.is_capped, inDoubt: row.in_doubt === "leave" ? "leave" : "ask-again" };
}
