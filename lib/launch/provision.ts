import { createUser } from "#lib/auth/create-user.ts";
import type { Database } from "#lib/db/client.ts";
import { storeShippedPrompt } from "#lib/db/prompts.ts";
import { hasAnyRun } from "#lib/db/runs.ts";
import { importTaxonomy, readRelease } from "#lib/db/taxonomy.ts";
import { hasAnyUser } from "#lib/db/users.ts";
import { Recordings } from "#lib/demo-model/recordings.ts";
import type { Env } from "#lib/env.ts";
import { starterTaxonomy } from "#lib/glan/starter-taxonomy.ts";
import { pathOf } from "#lib/glan/taxonomy.ts";
import { normaliseName } from "#lib/glan/words.ts";
import { openQueue } from "#lib/jobs/queue.ts";
import { startRun } from "#lib/runs/start-run.ts";
import { promptDefinitions } from "#lib/stages/definitions.ts";
import { ensureStudioModels, type StudioModels } from "./studio-models.ts";

/** Any constant no other lock uses: of two starts at once the second waits and finds everything done. */
const PROVISION_LOCK = 7_405_002;

/** Three recorded draws a discipline, and eight recorded pairs a syllabus. */
const SAMPLE = { subjectDraws: 3, pairsPerSyllabus: 8 };

/**
 * Gives a migrated database what a studio starts with: the starter taxonomy as release 1, the shipped prompts,
 * the environment's models, the first admin, and with the demo model a sample run. What is there stays.
 */
export async function provisionStudio(db: Database, env: Env): Promise<void> {
  // A connection of its own: the lock belongs to a session, and goes with it when this process dies.
  const client = await db.pool.connect();
  try {
    await client.query("SELECT pg_advisory_lock($1)", [PROVISION_LOCK]);
    await provision(db, env);
    await client.query("SELECT pg_advisory_unlock($1)", [PROVISION_LOCK]);
    client.release();
  } catch (error) {
    client.release(true);
    throw error;
  }
}

async function provision(db: Database, env: Env): Promise<void> {
  if ((await readRelease(db)) === null) {
    await importTaxonomy(db, starterTaxonomy, "As published");
  }
  for (const prompt of Object.values(promptDefinitions)) await storeShippedPrompt(db, prompt);
  const models = await ensureStudioModels(db, env);
  if (env.admin !== null && !(await hasAnyUser(db))) {
    await createUser(db, { ...env.admin, role: "admin" });
  }
  if (env.provider.kind === "demo" && !(await hasAnyRun(db))) await startSampleRun(db, models);
}

/** The recorded disciplines with their recorded subjects, so that the main job is seen running at once. */
async function startSampleRun(db: Database, models: StudioModels): Promise<void> {
  const recordings = Recordings.load();
  const recorded = new Set(recordings.disciplines.map(normaliseName));
  const nodes = (await readRelease(db))?.nodes ?? [];
  const paths = nodes
    .filter((node) => node.kind === "discipline" && recorded.has(normaliseName(node.name)))
    .map((node) => pathOf(nodes, node.id).join(" > "));
  // Somebody's own taxonomy may have none of them, and an empty scope would mean all of it.
  if (paths.length === 0) return;
  const { connectionString } = db.pool.options;
  if (connectionString === undefined) throw new Error("the pool was opened without a connection string");
  const queue = await openQueue(connectionString);
  try {
    await startRun(
      { db, queue },
      {
        nodes: paths,
        subjectNames: recordings.syllabi.map((syllabus) => syllabus.subject.subject_name),
        ...SAMPLE,
        createdBy: "studio",
        isSample: true,
        models: { generation: models.generation.id, answer: models.answer.id },
      },
    );
  } finally {
    await queue.close();
  }
}
