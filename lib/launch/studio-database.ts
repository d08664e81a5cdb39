import type { Env } from "#lib/env.ts";
import { checkDatabase } from "./check-database.ts";
import { startEmbeddedPostgres } from "./embedded-postgres/embedded-postgres.ts";

/** The database of this studio: the server of DATABASE_URL, or one of our own for as long as we run. */
export interface StudioDatabase {
  readonly kind: "embedded" | "external";
  readonly url: string;
  pid(): number | null;
  stop(mode: "fast" | "immediate"): Promise<void>;
}

/** With the embedded server the caller holds the lock on the data directory. */
export async function startStudioDatabase(env: Env, say: (line: string) => void): Promise<StudioDatabase> {
  if (env.databaseUrl !== null) {
    await checkDatabase(env.databaseUrl);
    return { kind: "external", url: env.databaseUrl, pid: () => null, stop: async () => undefined };
  }
  const server = await startEmbeddedPostgres(env.dataDir, say);
  return { kind: "embedded", url: server.url, pid: server.pid, stop: server.stop };
}
