import { createHash, randomBytes } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import pg from "pg";
import { type Database, openDatabase } from "#lib/db/client.ts";
import { applyMigrations } from "#lib/db/migrations.ts";

// Migrations run once per server, into a template named after their content; every test file gets
// a copy of it, which takes about 50 ms instead of the engine's one to two seconds.

export interface TestDatabase {
  readonly url: string;
  readonly db: Database;
  drop(): Promise<void>;
}

const MIGRATIONS = path.resolve(import.meta.dirname, "../../../prisma/migrations");

async function nameTemplate(): Promise<string> {
  const entries = await readdir(MIGRATIONS, { recursive: true });
  const hash = createHash("sha256");
  for (const entry of entries.filter((name) => name.endsWith(".sql")).sort()) {
    hash.update(entry).update(await readFile(path.join(MIGRATIONS, entry)));
  }
  return `glan_template_${hash.digest("hex").slice(0, 16)}`;
}

function withDatabase(serverUrl: string, database: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  return url.toString();
}

async function ensureTemplate(server: pg.Client, serverUrl: string): Promise<string> {
  const template = await nameTemplate();
  // Test files start together: the first one migrates, the others wait here.
  await server.query("SELECT pg_advisory_lock(hashtext($1))", [template]);
  try {
    const found = await server.query("SELECT 1 FROM pg_database WHERE datname = $1", [template]);
    if (found.rowCount === 0) {
      // Renamed once whole, so that a run killed half-way leaves no half template behind the name.
      const draft = `${template}_draft`;
      await server.query(`DROP DATABASE IF EXISTS ${draft} WITH (FORCE)`);
      await server.query(`CREATE DATABASE ${draft}`);
      await applyMigrations(withDatabase(serverUrl, draft));
      await server.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1", [
        draft,
      ]);
      await server.query(`ALTER DATABASE ${draft} RENAME TO ${template}`);
      await server.query(`ALTER DATABASE ${template} WITH ALLOW_CONNECTIONS false`);
    }
  } finally {
    await server.query("SELECT pg_advisory_unlock(hashtext($1))", [template]);
  }
  return template;
}

async function connectToServer(serverUrl: string): Promise<pg.Client> {
  const server = new pg.Client({ connectionString: serverUrl });
  await server.connect();
  return server;
}

/** A fresh, migrated database on the server of GLAN_TEST_DATABASE_URL (`npm test` sets it). */
export async function createTestDatabase(): Promise<TestDatabase> {
  const serverUrl = process.env.GLAN_TEST_DATABASE_URL;
  if (!serverUrl) {
    throw new Error("GLAN_TEST_DATABASE_URL is not set: run `npm test`, or name a PostgreSQL server there.");
  }
  const name = `glan_test_${process.pid}_${randomBytes(4).toString("hex")}`;
  const server = await connectToServer(serverUrl);
  try {
    const template = await ensureTemplate(server, serverUrl);
    await server.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  } finally {
    await server.end();
  }

  const url = withDatabase(serverUrl, name);
  const db = openDatabase(url);
  return {
    url,
    db,
    async drop() {
      await db.close();
      const closing = await connectToServer(serverUrl);
      try {
        await closing.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      } finally {
        await closing.end();
      }
    },
  };
}
