import { afterEach, beforeEach, expect, test } from "vitest";
import { openDatabase } from "#lib/db/client.ts";
import { importTaxonomy, readRelease } from "#lib/db/taxonomy.ts";
import { createTestDatabase, type TestDatabase } from "#lib/db/testing/test-database.ts";
import { readEnv } from "#lib/env.ts";
import { PROMPT_NAMES, RunPlanSchema } from "#lib/glan/run-plan.ts";
import { provisionStudio } from "./provision.ts";

let studio: TestDatabase;

beforeEach(async () => {
  studio = await createTestDatabase();
});
afterEach(() => studio.drop());

const ADMIN = { GLAN_ADMIN_EMAIL: "admin@example.org", GLAN_ADMIN_PASSWORD: "twelve letters" };
const ENDPOINT = { OPENAI_BASE_URL: "http://127.0.0.1:9/V1/", GLAN_MODEL: "some/model" };

const countRows = async () => {
  const { prisma } = studio.db;
  return {
    releases: await prisma.release.count(),
    nodes: await prisma.node.count(),
    prompts: await prisma.promptVersion.count(),
    providers: await prisma.provider.count(),
    profiles: await prisma.modelProfile.count(),
    users: await prisma.user.count(),
    runs: await prisma.run.count(),
    jobs: await prisma.job.count(),
  };
};

test("an empty database gets the starter taxonomy, prompts, the demo model, an admin and the sample run", async () => {
  await provisionStudio(studio.db, readEnv(ADMIN));

  const release = await readRelease(studio.db);
  expect(release).toMatchObject({ number: 1, note: "As published" });
  expect(release?.nodes.filter((node) => node.kind === "discipline")).toHaveLength(123);
  expect(await countRows()).toMatchObject({
    prompts: PROMPT_NAMES.length,
    providers: 1,
    users: 1,
    runs: 1,
    jobs: 8,
  });
  const run = await studio.db.prisma.run.findFirstOrThrow();
  expect(run).toMatchObject({ isSample: true, state: "running" });
  const plan = RunPlanSchema.parse(run.plan);
  expect(plan).toMatchObject({ subjectDraws: 3, pairsPerSyllabus: 8 });
  expect(plan.nodeIds).toHaveLength(8);
  expect(plan.subjectNames).toHaveLength(24);
});

test("a second start changes nothing", async () => {
  await provisionStudio(studio.db, readEnv(ADMIN));
  const before = await countRows();
  await provisionStudio(studio.db, readEnv({ ...ADMIN, GLAN_ADMIN_EMAIL: "second@example.org" }));
  expect(await countRows()).toEqual(before);
});

test("starts at the same time do the work once", async () => {
  const other = openDatabase(studio.url);
  try {
    await Promise.all([studio.db, other, studio.db].map((db) => provisionStudio(db, readEnv(ADMIN))));
  } finally {
    await other.close();
  }
  expect(await countRows()).toMatchObject({ releases: 1, prompts: PROMPT_NAMES.length, users: 1, runs: 1 });
});

test("with an endpoint nothing is bought unasked, and its address is one provider however it is written", async () => {
  await provisionStudio(studio.db, readEnv(ENDPOINT));
  await provisionStudio(studio.db, readEnv({ ...ENDPOINT, OPENAI_BASE_URL: "HTTP://127.0.0.1:9/V1" }));

  expect(await countRows()).toMatchObject({ providers: 1, profiles: 1, runs: 0, users: 0 });
  const profile = await studio.db.prisma.modelProfile.findFirstOrThrow({ include: { provider: true } });
  expect(profile).toMatchObject({
    model: "some/model",
    hasPrice: false,
    provider: { slug: "127.0.0.1:9/V1", isDemo: false },
  });
});

test("a taxonomy without a recorded discipline starts no sample run", async () => {
  await importTaxonomy(studio.db, [{ name: "My field", kind: "field" }], "Mine");
  await provisionStudio(studio.db, readEnv({}));
  expect(await countRows()).toMatchObject({ releases: 1, nodes: 1, runs: 0 });
});
