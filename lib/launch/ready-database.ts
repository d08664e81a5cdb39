import pg from "pg";
import { renewSetUpToken } from "#lib/auth/invitations.ts";
import { openDatabase } from "#lib/db/client.ts";
import { applyMigrations, listPendingMigrations } from "#lib/db/migrations.ts";
import type { Env } from "#lib/env.ts";
import { StudioError } from "#lib/errors.ts";
import { provisionStudio } from "./provision.ts";

/** Of two starts on one database the second waits here and then finds nothing to do. */
const MIGRATION_LOCK = 7_405_001;

async function migrate(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  client.on("error", () => undefined);
  await client.connect();
  try {
    if ((await listPendingMigrations(client)).length === 0) return;
    await client.query("SELECT pg_advisory_lock($1)", [MIGRATION_LOCK]);
    if ((await listPendingMigrations(client)).length > 0) await applyMigrations(databaseUrl);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new StudioError(
      /permission denied|must be owner/.test(message)
        ? "The user of DATABASE_URL may not create tables in its database. Grant it (GRANT ALL ON SCHEMA public TO that_user, or make it the owner) and start again."
        : `The tables of the database could not be brought to this version of the studio: ${message.split("\n")[0]}`,
      { log: message, cause: error },
    );
  } finally {
    // Ends the session, and the lock with it.
    await client.end();
  }
}

/** Brings a database to this version and gives a new one what a studio starts with. Repeats at no cost. */
export async function readyDatabase(databaseUrl: string, env: Env): Promise<void> {
  await migrate(databaseUrl);
  const db = openDatabase(databaseUrl, { max: 4 });
  try {
    await provisionStudio(db, { ...env, databaseUrl });
  } finally {
    await db.close();
  }
}

/** The token of the first admin's link while nobody has an account; with each call the one before ends. */
export async function offerSetUp(databaseUrl: string): Promise<string | null> {
  const db = openDatabase(databaseUrl, { max: 1 });
  try {
    return await renewSetUpToken(db);
  } finally {
    await db.close();
  }
}
