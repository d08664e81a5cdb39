import type { Database } from "./client.ts";

export interface MadeCounts {
  readonly questions: number;
  /** Questions that have an answer. */
  readonly pairs: number;
}

/** Up to here the index is counted, which is exact and takes some 20 ms; beyond, what the runs counted is added up. */
const COUNTED_EXACTLY_MAX = 100_000;

interface CountRow {
  readonly node_id: number;
  readonly questions: number;
  readonly pairs: number;
}

/** Questions and pairs of each discipline that has any, without ever counting millions of rows. */
export async function readMadeCounts(db: Database): Promise<Map<number, MadeCounts>> {
  // What a run found in the ledger was counted by the run that bought it.
  const { rows } = await db.pool.query<CountRow>(
    `SELECT node_id,
            coalesce(sum(greatest(done - reused, 0)) FILTER (WHERE turn = 1), 0)::float8 AS questions,
            coalesce(sum(greatest(done - reused, 0)) FILTER (WHERE turn = 2), 0)::float8 AS pairs
       FROM run_progress WHERE stage = 'write-pairs' GROUP BY node_id`,
  );
  const questions = rows.reduce((sum, row) => sum + row.questions, 0);
  return toMap(questions > COUNTED_EXACTLY_MAX ? rows : await countExactly(db));
}

async function countExactly(db: Database): Promise<CountRow[]> {
  const { rows } = await db.pool.query<CountRow>(
    `SELECT node_id, count(*)::float8 AS questions,
            count(*) FILTER (WHERE EXISTS (SELECT FROM answer WHERE question_id = question.id))::float8 AS pairs
       FROM question GROUP BY node_id`,
  );
  return rows;
}

function toMap(rows: readonly CountRow[]): Map<number, MadeCounts> {
  return new Map(rows.map(({ node_id, questions, pairs }) => [node_id, { questions, pairs }]));
}
