import { createHash } from "node:crypto";
import { type PromptName, PromptNameSchema } from "#lib/glan/run-plan.ts";
import type { Database } from "./client.ts";

export interface ShippedPrompt {
  readonly name: PromptName;
  readonly template: string;
}

/** SHA-256 of the template, hexadecimal. */
export function hashTemplate(template: string): string {
  return createHash("sha256").update(template).digest("hex");
}

/**
 * Stores the prompt as the code ships it: as the next version of its name when the wording is new. A version
 * that people edited stays the newest; the shipped wording is then left out. True when a row was added.
 */
export async function storeShippedPrompt(db: Database, prompt: ShippedPrompt): Promise<boolean> {
  const { rowCount } = await db.pool.query(
    `INSERT INTO prompt_version (name, version, template, hash, is_shipped)
     SELECT $1, coalesce(max(version), 0) + 1, $2, $3, true FROM prompt_version WHERE name = $1
     HAVING coalesce((array_agg(is_shipped ORDER BY version DESC))[1], true)
     ON CONFLICT (name, hash) DO NOTHING`,
    [prompt.name, prompt.template, hashTemplate(prompt.template)],
  );
  return rowCount === 1;
}

/** The newest version of every prompt, by name. */
export async function readLatestPromptVersions(db: Database): Promise<ReadonlyMap<PromptName, number>> {
  const rows = await db.prisma.promptVersion.findMany({
    distinct: ["name"],
    orderBy: [{ name: "asc" }, { version: "desc" }],
    select: { id: true, name: true },
  });
  return new Map(rows.map((row) => [PromptNameSchema.parse(row.name), row.id]));
}
