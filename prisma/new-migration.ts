import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { diffSchemas } from "#lib/db/migrations.ts";

// DATABASE_URL=... npm run new-migration -- NAME: writes the step from the committed schema to the one in the tree.
// What Prisma's schema cannot say (storage, NULLS NOT DISTINCT, fill factors) is added to the file by hand.

const [name] = process.argv.slice(2);
const { DATABASE_URL } = process.env;
if (name === undefined || DATABASE_URL === undefined) {
  process.stderr.write("Usage: DATABASE_URL=postgres://... npm run new-migration -- NAME\n");
  process.exit(2);
}
const committed = execFileSync("git", ["show", "HEAD:prisma/schema.prisma"], { encoding: "utf8" });
const present = readFileSync(path.join(import.meta.dirname, "schema.prisma"), "utf8");
const sql = await diffSchemas(DATABASE_URL, committed, present);
const migrations = path.join(import.meta.dirname, "migrations");
const number = readdirSync(migrations).filter((entry) => /^\d{4}_/.test(entry)).length + 1;
const directory = path.join(migrations, `${String(number).padStart(4, "0")}_${name}`);
mkdirSync(directory);
writeFileSync(path.join(directory, "migration.sql"), sql);
process.stdout.write(`${directory}\n`);
