import { expect, test } from "vitest";
import { listPendingMigrations } from "#lib/db/migrations.ts";
import { createTestDatabase } from "./test-database.ts";

test("two test databases are migrated, apart from each other, and gone after drop", async () => {
  const [first, second] = await Promise.all([createTestDatabase(), createTestDatabase()]);
  try {
    expect(await listPendingMigrations(first.db.pool)).toEqual([]);
    await first.db.prisma.release.create({ data: { note: "only here" } });
    expect(await second.db.prisma.release.count()).toBe(0);

    const name = new URL(first.url).pathname.slice(1);
    await first.drop();
    const left = await second.db.pool.query("SELECT 1 FROM pg_database WHERE datname = $1", [name]);
    expect(left.rowCount).toBe(0);
  } finally {
    await second.drop();
  }
});
