import { readdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import * as engine from "@prisma/schema-engine-wasm/schema_engine_bg";
import pg from "pg";

// Prisma's own engine as WebAssembly: the native one would have to be downloaded.
// It keeps Prisma's _prisma_migrations table, so `prisma migrate` stays usable.

const MIGRATIONS = path.resolve(import.meta.dirname, "../../prisma/migrations");
const SCHEMA = path.resolve(import.meta.dirname, "../../prisma/schema.prisma");
const NO_FILTER = { externalTables: [], externalEnums: [] };

let isInstantiated = false;

async function instantiate(): Promise<void> {
  if (isInstantiated) return;
  const file = createRequire(import.meta.url)
    .resolve("@prisma/schema-engine-wasm")
    .replace(/schema_engine\.js$/, "schema_engine_bg.wasm");
  const { instance } = await WebAssembly.instantiate(await readFile(file), {
    "./schema_engine_bg.js": engine as unknown as WebAssembly.ModuleImports,
  });
  engine.__wbg_set_wasm(instance.exports);
  (instance.exports.__wbindgen_start as () => void)();
  isInstantiated = true;
}

/** Runs the engine on a pool of its own and ends both: an open pool would keep the process alive. */
async function withEngine<T>(
  connectionString: string,
  work: (schemaEngine: engine.SchemaEngine) => Promise<T>,
): Promise<T> {
  await instantiate();
  const content = await readFile(SCHEMA, "utf8");
  const pool = new pg.Pool({ connectionString, max: 2 });
  try {
    const schemaEngine = await engine.SchemaEngine.new(
      { datamodels: [["schema.prisma", content]] },
      () => undefined,
      bindMigrationAwareSqlAdapterFactory(new PrismaPg(pool)),
    );
    try {
      return await work(schemaEngine);
    } finally {
      schemaEngine.free();
    }
  } finally {
    await pool.end();
  }
}

async function readMigrations(): Promise<engine.MigrationList> {
  const entries = await readdir(MIGRATIONS, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const directories = await Promise.all(
    names.sort().map(async (name) => ({
      path: name,
      migrationFile: {
        path: "migration.sql",
        content: {
          tag: "ok" as const,
          value: await readFile(path.join(MIGRATIONS, name, "migration.sql"), "utf8"),
        },
      },
    })),
  );
  return {
    baseDir: MIGRATIONS,
    lockfile: { path: "migration_lock.toml", content: 'provider = "postgresql"\n' },
    shadowDbInitScript: "",
    migrationDirectories: directories,
  };
}

/**
 * Names of the migrations on disk that the database has not finished. One query and no engine,
 * so that a start with nothing to do costs milliseconds.
 */
export async function listPendingMigrations(client: pg.Pool | pg.Client): Promise<string[]> {
  const { migrationDirectories } = await readMigrations();
  const names = migrationDirectories.map((directory) => directory.path);
  const table = await client.query("SELECT to_regclass('_prisma_migrations') AS name");
  if (table.rows[0]?.name === null) return names;
  const done = await client.query<{ migration_name: string }>(
    "SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL",
  );
  const finished = new Set(done.rows.map((row) => row.migration_name));
  return names.filter((name) => !finished.has(name));
}

/** Applies every pending migration; returns their names. */
export async function applyMigrations(connectionString: string): Promise<string[]> {
  return withEngine(connectionString, async (schemaEngine) => {
    const { appliedMigrationNames } = await schemaEngine.applyMigrations({
      migrationsList: await readMigrations(),
      filters: NO_FILTER,
    });
    return appliedMigrationNames;
  });
}

/**
 * SQL that takes a database of one schema to another; null is the empty database. Needs a server only because
 * the engine does.
 */
export async function diffSchemas(
  connectionString: string,
  from: string | null,
  to: string,
): Promise<string> {
  const target = (content: string) => ({
    tag: "schemaDatamodel" as const,
    files: [{ path: "schema.prisma", content }],
  });
  return withEngine(connectionString, async (schemaEngine) => {
    const { stdout } = await schemaEngine.diff({
      from: from === null ? { tag: "empty" } : target(from),
      to: target(to),
      script: true,
      exitCode: null,
      filters: NO_FILTER,
    });
    return stdout ?? "";
  });
}
