import { type Database, openDatabase } from "#lib/db/client.ts";
import type { Env } from "#lib/env.ts";
import { openQueue, type Queue } from "#lib/jobs/queue.ts";
import { openStudio } from "#lib/launch/open-studio.ts";

/** An open studio, as a command sees it. */
export interface StudioWorld {
  readonly databaseUrl: string;
  readonly db: Database;
  /** True when `npm start` has it open too. */
  readonly isRunning: boolean;
  /** Opened at first use: most commands only read. */
  readonly queue: () => Promise<Queue>;
}

/** Opens the studio of the environment for the time of `work`, and closes what it opened. */
export async function withStudio<T>(env: Env, work: (studio: StudioWorld) => Promise<T>): Promise<T> {
  const studio = await openStudio(env);
  try {
    const db = openDatabase(studio.databaseUrl);
    let queue: Promise<Queue> | null = null;
    try {
      return await work({
        databaseUrl: studio.databaseUrl,
        db,
        isRunning: studio.isRunning,
        queue: () => {
          queue ??= openQueue(studio.databaseUrl);
          return queue;
        },
      });
    } finally {
      await closeQueue(queue);
      await db.close();
    }
  } finally {
    await studio.close();
  }
}

async function closeQueue(queue: Promise<Queue> | null): Promise<void> {
  if (queue === null) return;
  await (await queue).close();
}
