import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#lib/db/testing/test-database.ts";
import { hashTemplate, readLatestPromptVersions, storeShippedPrompt } from "./prompts.ts";

let studio: TestDatabase;

beforeAll(async () => {
  studio = await createTestDatabase();
});
afterAll(() => studio.drop());

const templates = async (name: string) => {
  const rows = await studio.db.prisma.promptVersion.findMany({
    where: { name },
    orderBy: { version: "asc" },
  });
  return rows.map((row) => row.template);
};

test("a shipped wording is stored once, and a new one becomes the next version", async () => {
  const name = "write-pairs/answer";
  expect(await storeShippedPrompt(studio.db, { name, template: "first" })).toBe(true);
  expect(await storeShippedPrompt(studio.db, { name, template: "first" })).toBe(false);
  expect(await storeShippedPrompt(studio.db, { name, template: "second" })).toBe(true);
  expect(await templates(name)).toEqual(["first", "second"]);
  const newest = await studio.db.prisma.promptVersion.findFirstOrThrow({ where: { name, version: 2 } });
  expect((await readLatestPromptVersions(studio.db)).get(name)).toBe(newest.id);
});

test("a wording that people edited stays the newest", async () => {
  const name = "write-pairs/question";
  await storeShippedPrompt(studio.db, { name, template: "shipped" });
  await studio.db.prisma.promptVersion.create({
    data: { name, version: 2, template: "edited", hash: hashTemplate("edited") },
  });
  expect(await storeShippedPrompt(studio.db, { name, template: "shipped later" })).toBe(false);
  expect(await templates(name)).toEqual(["shipped", "edited"]);
});
