import type { Database } from "./client.ts";

/** The run to watch: one that goes on, else the newest; null when there was none. */
export async function findRunToWatch(db: Database): Promise<number | null> {
  const { rows } = await db.pool.query<{ id: number }>(
    "SELECT id FROM run ORDER BY state IN ('running', 'pausing') DESC, id DESC LIMIT 1",
  );
  return rows[0]?.id ?? null;
}
