import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";

// The linter keeps the house in order only as long as its patterns match: each rule is broken once here.

const ROOT = path.resolve(import.meta.dirname, "../..");

const FORBIDDEN: readonly (readonly [place: string, imported: string])[] = [
  ["lib/glan/a.ts", "#lib/db/client.ts"],
  ["lib/glan/a.ts", "../db/client.ts"],
  ["lib/glan/a.ts", "pg"],
  ["lib/glan/a.ts", "node:fs"],
  ["lib/db/a.ts", "#lib/llm/ask.ts"],
  ["lib/db/a.ts", "../llm/ask.ts"],
  ["lib/db/a.ts", "openai"],
  ["lib/jobs/a.ts", "#lib/glan/words.ts"],
  ["lib/jobs/a.ts", "#lib/db/runs.ts"],
  ["lib/llm/a.ts", "#lib/stages/definitions.ts"],
  ["lib/llm/a.ts", "pg"],
  ["lib/llm/a.ts", "#lib/db/generated/client.ts"],
  ["lib/stages/list-subjects/definition.ts", "#lib/db/client.ts"],
  ["lib/stages/list-subjects/definition.ts", "#lib/llm/ask.ts"],
  ["lib/stages/list-subjects/definition.ts", "./handler.ts"],
  ["lib/stages/list-subjects/definition.ts", "#lib/stages/handlers.ts"],
  ["lib/stages/list-subjects/definition.ts", "node:fs"],
  ["lib/stages/list-subjects/handler.ts", "#lib/worker/worker.ts"],
  ["lib/stages/list-subjects/handler.ts", "openai"],
  ["lib/runs/a.ts", "#lib/llm/ask.ts"],
  ["lib/runs/a.ts", "#lib/stages/handlers.ts"],
  ["lib/runs/a.ts", "#lib/stages/list-subjects/handler.ts"],
  ["lib/datasets/a.ts", "#lib/jobs/queue.ts"],
  ["lib/datasets/a.ts", "@prisma/client"],
  ["lib/demo-model/a.ts", "#lib/db/client.ts"],
  ["lib/auth/a.ts", "#lib/llm/ask.ts"],
  ["lib/cli/a.ts", "pg"],
  ["lib/worker/a.ts", "pg-boss"],
  ["lib/launch/a.ts", "openai"],
  ["app/a.tsx", "#lib/llm/ask.ts"],
  ["app/deep/down/a.tsx", "../../../lib/llm/ask.ts"],
  ["app/a.tsx", "#lib/stages/list-subjects/handler.ts"],
  ["app/a.tsx", "#lib/worker/worker.ts"],
  ["app/a.tsx", "pg"],
  ["app/a.tsx", "#lib/db/studio-database.ts"],
  ["components/a.tsx", "#lib/db/client.ts"],
  ["components/a.tsx", "#lib/env.ts"],
  ["components/a.tsx", "#app/page.tsx"],
  ["components/a.tsx", "openai"],
];

const ALLOWED: readonly (readonly [place: string, imported: string])[] = [
  ["lib/glan/b.ts", "zod"],
  ["lib/glan/b.ts", "./words.ts"],
  ["lib/glan/b.ts", "#lib/glan/words.ts"],
  ["lib/db/b.ts", "pg"],
  ["lib/db/b.ts", "./generated/client.ts"],
  ["lib/db/b.ts", "#lib/glan/words.ts"],
  ["lib/jobs/b.ts", "pg-boss"],
  ["lib/jobs/b.ts", "#lib/db/client.ts"],
  ["lib/llm/b.ts", "openai"],
  ["lib/stages/write-pairs/definition.ts", "../json-lines.ts"],
  ["lib/stages/write-pairs/definition.ts", "../stage.ts"],
  ["lib/stages/write-pairs/definition.ts", "./templates.ts"],
  ["lib/stages/write-pairs/handler.ts", "#lib/llm/ask.ts"],
  ["lib/runs/b.ts", "#lib/stages/definitions.ts"],
  ["lib/runs/b.ts", "#lib/jobs/queue.ts"],
  ["lib/launch/b.ts", "pg"],
  ["app/b.tsx", "#lib/runs/start-run.ts"],
  ["components/b.tsx", "#components/ui/button.tsx"],
  ["components/b.tsx", "#lib/glan/words.ts"],
];

const ReportSchema = z.object({
  diagnostics: z.array(
    z.object({
      category: z.string(),
      location: z.object({ path: z.string(), start: z.object({ line: z.number() }).optional() }),
    }),
  ),
});

let house = "";
let broken: Set<string>;

/** One file a place, one import a line, in the order of the list. */
function linesOf(pairs: readonly (readonly [string, string])[]): Map<string, string[]> {
  const files = new Map<string, string[]>();
  for (const [place, imported] of pairs) files.set(place, [...(files.get(place) ?? []), imported]);
  return files;
}

async function lint(): Promise<unknown> {
  const biome = path.join(ROOT, "node_modules/@biomejs/biome/bin/biome");
  const args = [
    biome,
    "lint",
    "--only=style/noRestrictedImports",
    "--reporter=json",
    "--max-diagnostics=none",
    house,
  ];
  try {
    return JSON.parse((await promisify(execFile)(process.execPath, args, { cwd: house })).stdout);
  } catch (error) {
    // Broken rules are its exit code 1; the report is on standard output all the same.
    if (error instanceof Error && "stdout" in error) return JSON.parse(String(error.stdout));
    throw error;
  }
}

beforeAll(async () => {
  house = await mkdtemp(path.join(os.tmpdir(), "glan-rules-"));
  const config = JSON.parse(await readFile(path.join(ROOT, "biome.json"), "utf8"));
  await writeFile(path.join(house, "biome.json"), JSON.stringify({ ...config, vcs: { enabled: false } }));
  const files = [...linesOf(FORBIDDEN), ...linesOf(ALLOWED)];
  for (const [place, imports] of files) {
    await mkdir(path.dirname(path.join(house, place)), { recursive: true });
    const source = imports.map((imported, index) => `import * as name${index} from "${imported}";`);
    await writeFile(path.join(house, place), `${source.join("\n")}\n`);
  }
  const { diagnostics } = ReportSchema.parse(await lint());
  broken = new Set(
    diagnostics.map(({ location }) => {
      const place = path.relative(house, path.resolve(house, location.path));
      const imports = files.find(([name]) => name === place)?.[1] ?? [];
      return `${place} ${imports[(location.start?.line ?? 0) - 1]}`;
    }),
  );
});

afterAll(async () => {
  await rm(house, { recursive: true, force: true });
});

test.each(FORBIDDEN)("%s may not import %s", (place, imported) => {
  expect(broken).toContain(`${place} ${imported}`);
});

test.each(ALLOWED)("%s may import %s", (place, imported) => {
  expect(broken).not.toContain(`${place} ${imported}`);
});
