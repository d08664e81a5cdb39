import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Database } from "#lib/db/client.ts";
import { importTaxonomy } from "#lib/db/taxonomy.ts";
import { createTestDatabase, type TestDatabase } from "#lib/db/testing/test-database.ts";
import { type ExportRequest, exportDataset } from "./export-dataset.ts";

const SESSIONS = [
  { name: "Motion", keyConcepts: ["velocity", "acceleration"] },
  { name: "Forces", keyConcepts: ["friction", "tension", "weight"] },
];
const QUESTIONS_PER_DISCIPLINE = 6;

let studio: TestDatabase;
let folder: string;
let physicsId = 0;

beforeAll(async () => {
  studio = await createTestDatabase();
  folder = await mkdtemp(path.join(tmpdir(), "glan-export-"));
  physicsId = await fillStudio(studio.db);
});
afterAll(async () => {
  await studio.drop();
  await rm(folder, { recursive: true });
});

/** Two disciplines with a syllabus each; of each discipline's questions one is held out and one has no answer. */
async function fillStudio(db: Database): Promise<number> {
  const { added } = await importTaxonomy(
    db,
    [
      {
        name: "Science",
        kind: "field",
        children: [
          { name: "Nature", kind: "sub-field", children: [{ name: "Physics", kind: "discipline" }] },
          { name: "Logic", kind: "discipline" },
        ],
      },
    ],
    "As published",
  );
  const { id: profileId } = await db.prisma.modelProfile.create({
    data: { model: "some-model", provider: { create: { slug: "demo", name: "Demo", isDemo: true } } },
  });
  const prompts = await Promise.all(
    ["write-pairs/question", "write-pairs/answer"].map((name, i) =>
      db.prisma.promptVersion.create({ data: { name, version: i + 1, template: name, hash: name } }),
    ),
  );
  const { id: runId } = await db.prisma.run.create({
    data: { releaseNumber: 1, plan: { seed: "s1" }, createdBy: "test" },
  });
  let calls = 0;
  const makeCall = async (nodeId: number, turn: 1 | 2, content: string) => {
    calls++;
    const { id } = await db.prisma.call.create({
      data: {
        key: `00000000-0000-4000-8000-${String(calls).padStart(12, "0")}`,
        promptHash: "00000000-0000-4000-8000-000000000000",
        sentAt: new Date(0),
        runId,
        nodeId,
        modelProfileId: profileId,
        promptVersionId: prompts[turn - 1]?.id ?? 0,
        workerId: 1,
        stage: "write_pairs",
        turn,
        attempt: 2,
      },
    });
    const times = { latencyMs: 1, receivedAt: new Date(0) };
    await db.prisma.completion.createMany({
      data: [
        { callId: id, attempt: 1, state: "cut", content: "half of", ...times },
        { callId: id, attempt: 2, state: "ok", content, ...times },
      ],
    });
    return id;
  };
  for (const node of added.filter((one) => one.kind === "discipline")) {
    const syllabus = await db.prisma.syllabus.create({
      data: {
        subject: {
          create: { nodeId: node.id, name: "Mechanics", normalisedName: "mechanics", level: "first year" },
        },
        nodeId: node.id,
        runId,
        writeCallId: 1,
        extractCallId: 1,
        introduction: "",
        sessionCount: SESSIONS.length,
        conceptCount: SESSIONS.reduce((sum, session) => sum + session.keyConcepts.length, 0),
        singleDraws: 10,
        doubleDraws: 21,
        classSessions: {
          create: SESSIONS.map((session, position) => ({ ...session, position, description: "" })),
        },
      },
    });
    for (let i = 0; i < QUESTIONS_PER_DISCIPLINE; i++) {
      const question = await db.prisma.question.create({
        data: {
          attempt: 2,
          callId: await makeCall(node.id, 1, `Question: Wie groß ist "${i}"?\nTell why. 🜁`),
          drawIndex: i,
          drawRank: i,
          syllabusId: syllabus.id,
          nodeId: node.id,
          runId,
          strategy: i % 2 === 0 ? "single" : "double",
          textStart: "Question: ".length,
          heldOut: i === 0,
        },
      });
      const answers = i === 1 ? [] : i === 2 ? ["old answer", "new answer"] : [`answer ${i}`];
      for (const answer of answers) {
        const callId = await makeCall(node.id, 2, answer);
        await db.prisma.answer.create({ data: { questionId: question.id, callId, runId, attempt: 2 } });
      }
    }
  }
  return added.find((node) => node.path.at(-1) === "Physics")?.id ?? 0;
}

const request = (name: string, changes: Partial<ExportRequest> = {}): ExportRequest => ({
  directory: path.join(folder, name),
  format: "prompt-completion",
  scope: null,
  limit: null,
  seed: null,
  license: "unknown",
  ...changes,
});

async function readLines(name: string): Promise<Record<string, unknown>[]> {
  const text = await readFile(path.join(folder, name, "data/train-00000.jsonl"), "utf8");
  return text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
}

test("every line has its text and names its whole origin; held-out and unanswered questions stay behind", async () => {
  const manifest = await exportDataset(studio.db, request("all"));

  const lines = await readLines("all");
  expect(lines.map((line) => [line.discipline, line.draw_rank])).toEqual([
    ["Logic", 2],
    ["Logic", 3],
    ["Logic", 4],
    ["Logic", 5],
    ["Physics", 2],
    ["Physics", 3],
    ["Physics", 4],
    ["Physics", 5],
  ]);
  expect(lines.at(-1)).toEqual({
    prompt: 'Wie groß ist "5"?\nTell why. 🜁',
    completion: "answer 5",
    id: expect.any(Number),
    field: "Science",
    sub_field: "Nature",
    discipline: "Physics",
    subject: "Mechanics",
    level: "first year",
    syllabus_id: expect.any(Number),
    sessions: ["Motion", "Forces"],
    key_concepts: expect.arrayContaining([expect.stringMatching(/velocity|acceleration/)]),
    strategy: "double",
    seed: "draw:v1/s1/physics/mechanics",
    draw_index: 5,
    draw_rank: 5,
    release: 1,
    run: 1,
    question_model: "some-model",
    answer_model: "some-model",
    question_prompt: "write-pairs/question@1",
    answer_prompt: "write-pairs/answer@2",
    question_call: expect.any(Number),
    answer_call: expect.any(Number),
  });
  expect(lines[0]).toMatchObject({ completion: "new answer", sub_field: null });
  expect(manifest).toMatchObject({
    pairs: 8,
    strategies: { single: 4, double: 4 },
    disciplines: [
      { field: "Science", name: "Logic", pairs: 4 },
      { field: "Science", name: "Physics", pairs: 4 },
    ],
  });
});

test("the manifest's checksums and the card are those of what was written", async () => {
  const manifest = await exportDataset(studio.db, request("checked", { license: "mit" }));
  const bytes = await readFile(path.join(folder, "checked/data/train-00000.jsonl"));
  expect(manifest.files).toEqual([
    {
      path: "data/train-00000.jsonl",
      lines: 8,
      bytes: bytes.length,
      sha256: createHash("sha256").update(bytes).digest("hex"),
    },
  ]);
  expect(JSON.parse(await readFile(path.join(folder, "checked/manifest.json"), "utf8"))).toEqual(manifest);
  const card = await readFile(path.join(folder, "checked/README.md"), "utf8");
  expect(card).toMatch(/^---\nlicense: "mit"\n/);
  expect(card).toContain("| Science | Physics | 4 |");
});

test("messages are a chat of user and assistant", async () => {
  await exportDataset(studio.db, request("chat", { format: "messages", limit: 1 }));
  const [line] = await readLines("chat");
  expect(line?.messages).toEqual([
    { role: "user", content: 'Wie groß ist "2"?\nTell why. 🜁' },
    { role: "assistant", content: "new answer" },
  ]);
  expect(line).not.toHaveProperty("prompt");
});

test("a scope takes its disciplines alone", async () => {
  const scope = { nodeIds: [physicsId], names: ["Science > Nature > Physics"] };
  const manifest = await exportDataset(studio.db, request("scoped", { scope }));
  expect(manifest).toMatchObject({ pairs: 4, selection: { nodes: ["Science > Nature > Physics"] } });
  expect(new Set((await readLines("scoped")).map((line) => line.discipline))).toEqual(new Set(["Physics"]));
});

test("the same state exports to the same bytes", async () => {
  await exportDataset(studio.db, request("once", { seed: "a" }));
  await exportDataset(studio.db, request("twice", { seed: "a" }));
  for (const name of ["data/train-00000.jsonl", "manifest.json", "README.md"]) {
    expect(await readFile(path.join(folder, "twice", name))).toEqual(
      await readFile(path.join(folder, "once", name)),
    );
  }
});

test("a seed shuffles, and a smaller limit is a subset of a larger one", async () => {
  await exportDataset(studio.db, request("s8", { seed: "b" }));
  await exportDataset(studio.db, request("s3", { seed: "b", limit: 3 }));
  await exportDataset(studio.db, request("other", { seed: "c" }));
  const ids = async (name: string) => (await readLines(name)).map((line) => line.id);
  const whole = await ids("s8");
  expect(await ids("s3")).toEqual(whole.slice(0, 3));
  expect(await ids("other")).not.toEqual(whole);
  expect((await ids("other")).sort()).toEqual([...whole].sort());
});

test("a folder with something in it is refused and left as it is; an empty one is taken", async () => {
  await mkdir(path.join(folder, "taken"));
  await writeFile(path.join(folder, "taken/notes.txt"), "mine");
  await expect(exportDataset(studio.db, request("taken"))).rejects.toThrow(/taken is not empty/);
  expect(await readdir(path.join(folder, "taken"))).toEqual(["notes.txt"]);

  await mkdir(path.join(folder, "empty"));
  await exportDataset(studio.db, request("empty"));
  expect((await readdir(path.join(folder, "empty"))).sort()).toEqual(["README.md", "data", "manifest.json"]);
});

test("nothing to export and a fault half-way leave nothing behind", async () => {
  const before = await readdir(folder);
  const nothing = exportDataset(studio.db, request("nothing", { scope: { nodeIds: [0], names: ["?"] } }));
  await expect(nothing).rejects.toThrow(/no pair to export/);
  const stopped = exportDataset(
    studio.db,
    request("stopped", { signal: AbortSignal.abort(new Error("stop")) }),
  );
  await expect(stopped).rejects.toThrow("stop");
  expect(await readdir(folder)).toEqual(before);
});
