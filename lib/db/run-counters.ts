// SQL that moves a run's counters, as parts of the ledger's statements. Each reads a CTE of rows that the
// same statement really inserted or updated, so a repeated statement counts nothing twice.
// Rows are locked in one order everywhere: run_progress by key, then run.

export type ProgressColumn =
  | "calls"
  | "in_doubt"
  | "input_tokens"
  | "cached_tokens"
  | "output_tokens"
  | "cost_nano_usd";

/**
 * `source` names a CTE with run_id, node_id, stage and turn; `sums` says what each column gains a row.
 * A row of run_progress that is missing is made.
 */
export function addProgress(source: string, sums: Partial<Record<ProgressColumn, string>>): string {
  const columns = Object.keys(sums);
  return `INSERT INTO run_progress (run_id, node_id, stage, turn, ${columns.join(", ")})
    SELECT run_id, node_id, stage, turn, ${Object.values(sums)
      .map((sum) => `sum(${sum})`)
      .join(", ")}
      FROM ${source} GROUP BY run_id, node_id, stage, turn ORDER BY run_id, node_id, stage, turn
    ON CONFLICT (run_id, node_id, stage, turn) DO UPDATE
      SET ${columns.map((column) => `${column} = run_progress.${column} + EXCLUDED.${column}`).join(", ")}`;
}

/** `source` names a CTE with run_id, reserved and spent, both what the run's columns gain. */
export function addMoney(source: string): string {
  return `UPDATE run SET reserved_nano_usd = reserved_nano_usd + moved.reserved,
           spent_nano_usd = spent_nano_usd + moved.spent
      FROM (SELECT run_id, sum(coalesce(reserved, 0)) AS reserved, sum(coalesce(spent, 0)) AS spent
              FROM ${source} GROUP BY run_id) AS moved
     WHERE run.id = moved.run_id AND (moved.reserved <> 0 OR moved.spent <> 0)`;
}
