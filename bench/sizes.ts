import type { BenchRow } from "./bench-row.ts";
import { openBenchStudio } from "./bench-studio.ts";
import { finishBenchRun, startBenchRun } from "./generation.ts";

const TABLES = ["call", "completion", "question", "answer"] as const;

/** Bytes on disk that a pair costs, indexes included, by table. Texts are made up, about 600 and 1,500 characters. */
export async function benchSizes(): Promise<BenchRow[]> {
  const studio = await openBenchStudio({ recordings: false });
  try {
    studio.startWorker(64);
    const size = { subjectDraws: 1, maxSubjects: 10, pairsPerSyllabus: 2_000 };
    await finishBenchRun(studio.db, await startBenchRun(studio, size), { timeoutMs: 300_000 });
    const { pool } = studio.db;
    const counted = await pool.query<{ pairs: number; text: number }>(
      `SELECT count(*)::int AS pairs,
              avg(octet_length(q.content) + octet_length(a.content))::float8 AS text
         FROM question JOIN answer ON question_id = question.id
         JOIN completion q ON q.call_id = question.call_id JOIN completion a ON a.call_id = answer.call_id`,
    );
    const { pairs = 1, text = 0 } = counted.rows[0] ?? {};
    const figures: Record<string, string | number> = {
      pairs,
      "bytes of text a pair": Math.round(text),
    };
    let total = 0;
    for (const table of TABLES) {
      await pool.query(`VACUUM ANALYZE ${table}`);
      const { rows } = await pool.query<{ heap: number; indexes: number }>(
        "SELECT pg_table_size($1::regclass)::float8 AS heap, pg_indexes_size($1::regclass)::float8 AS indexes",
        [table],
      );
      const { heap = 0, indexes = 0 } = rows[0] ?? {};
      total += heap + indexes;
      figures[`${table}: rows, indexes a pair`] =
        `${Math.round(heap / pairs)}, ${Math.round(indexes / pairs)}`;
    }
    figures["bytes a pair"] = Math.round(total / pairs);
    figures["GB for 10 million pairs"] = Math.round(((total / pairs) * 10e6) / 1e9);
    return [{ name: "sizes: bytes on disk", goal: "", figures }];
  } finally {
    await studio.close();
  }
}
