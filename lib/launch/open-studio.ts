import type { Env } from "#lib/env.ts";
import { StudioError } from "#lib/errors.ts";
import { readLockHolder, tryLockDataDirectory } from "./data-directory.ts";
import { findEmbeddedPostgres } from "./embedded-postgres/embedded-postgres.ts";
import { waitUntil } from "./process-mark.ts";
import { readyDatabase } from "./ready-database.ts";
import { startStudioDatabase } from "./studio-database.ts";
import { readStudioFacts } from "./studio-facts.ts";

/** A studio that starts beside us may have to set up or to repair its database first. */
const STARTING_TIMEOUT_MS = 60_000;

export interface OpenStudio {
  readonly databaseUrl: string;
  /** Whether a studio that this process did not start keeps the database and works on it. */
  readonly isRunning: boolean;
  close(): Promise<void>;
}

async function joinRunning(env: Env): Promise<OpenStudio | null> {
  let url: string | null = null;
  // Its own start is over when it has written its facts: the tables are there then.
  await waitUntil(
    async () => {
      if (readLockHolder(env.dataDir) === null) return true;
      if (readStudioFacts(env.dataDir) === null) return false;
      url = await findEmbeddedPostgres(env.dataDir);
      return url !== null;
    },
    { timeoutMs: STARTING_TIMEOUT_MS, everyMs: 200 },
  );
  return url === null ? null : { databaseUrl: url, isRunning: true, close: async () => undefined };
}

/**
 * The database for a command: that of DATABASE_URL, else the running studio's, else the embedded one,
 * started for as long as the command runs. Migrated and provisioned in every case.
 */
export async function openStudio(env: Env): Promise<OpenStudio> {
  const silent = () => undefined;
  if (env.databaseUrl !== null) {
    const database = await startStudioDatabase(env, silent);
    await readyDatabase(database.url, env);
    const holder = readLockHolder(env.dataDir);
    return { databaseUrl: database.url, isRunning: holder !== null, close: async () => undefined };
  }
  const lock = tryLockDataDirectory(env.dataDir, "the command line");
  if (lock === null) {
    const running = await joinRunning(env);
    if (running !== null) return running;
    // It was another command, and that has ended meanwhile.
    if (readLockHolder(env.dataDir) === null) return openStudio(env);
    throw new StudioError(
      `The data directory ${env.dataDir} is in use by a process that does not get ready (${readLockHolder(env.dataDir)?.pid ?? "gone"}). Look at its output, stop it, and try again.`,
    );
  }
  try {
    const database = await startStudioDatabase(env, silent);
    try {
      await readyDatabase(database.url, env);
    } catch (error) {
      await database.stop("fast");
      throw error;
    }
    return {
      databaseUrl: database.url,
      isRunning: false,
      async close() {
        await database.stop("fast");
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}
