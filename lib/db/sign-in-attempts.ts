import type { Database } from "./client.ts";

export interface AttemptLimit {
  readonly max: number;
  readonly windowMs: number;
}

/**
 * Counts one attempt under the key: null when it is within the limit, else how long to wait in ms. Counted
 * before the password is looked at, so that many guesses at once are not more guesses.
 */
export async function countAttempt(db: Database, key: string, limit: AttemptLimit): Promise<number | null> {
  const { rows } = await db.pool.query<{ count: number; waitMs: number }>(
    `INSERT INTO sign_in_attempts AS kept (key, count, opened_at) VALUES ($1, 1, now())
     ON CONFLICT (key) DO UPDATE SET
       count = CASE WHEN kept.opened_at < now() - $2 * interval '1 ms' THEN 1 ELSE kept.count + 1 END,
       opened_at = CASE WHEN kept.opened_at < now() - $2 * interval '1 ms' THEN now() ELSE kept.opened_at END
     RETURNING count, ($2 - extract(epoch FROM now() - opened_at) * 1000)::float8 AS "waitMs"`,
    [key, limit.windowMs],
  );
  const [row] = rows;
  if (row === undefined) throw new Error("an attempt was counted without a row");
  return row.count <= limit.max ? null : Math.max(0, row.waitMs);
}

export async function forgetAttempts(db: Database, key: string): Promise<void> {
  await db.prisma.signInAttempts.deleteMany({ where: { key } });
}

/** Windows that closed are of no use; called now and then, since anybody can open new ones. */
export async function forgetOldAttempts(db: Database, windowMs: number): Promise<void> {
  await db.prisma.signInAttempts.deleteMany({ where: { openedAt: { lt: new Date(Date.now() - windowMs) } } });
}
