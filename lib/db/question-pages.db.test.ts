import { afterAll, beforeAll, expect, test } from "vitest";
import { DEFAULT_PLAN, DEFAULT_SAMPLING, PROMPT_NAMES } from "#lib/glan/run-plan.ts";
import { readMadeCounts } from "./made-counts.ts";
import { listQuestions, readQuestionPage } from "./question-pages.ts";
import { createTestDatabase, type TestDatabase } from "./testing/test-database.ts";

const QUESTIONS = 5;
let world: TestDatabase;
let nodeId = 0;
let syllabusId = 0;
const questionIds: bigint[] = [];

beforeAll(async () => {
  world = await createTestDatabase();
  const { prisma } = world.db;
  const discipline = { kind: "discipline", name: "Physics", normalisedName: "physics", position: 0 } as const;
  nodeId = (await prisma.node.create({ data: discipline })).id;
  await prisma.release.create({ data: { note: "first" } });
  const provider = await prisma.provider.create({ data: { slug: "demo", name: "Demo", isDemo: true } });
  const profile = await prisma.modelProfile.create({ data: { providerId: provider.id, model: "demo" } });
  const prompt = await prisma.promptVersion.create({
    data: { name: "write-pairs/question", version: 1, template: "t", hash: "h" },
  });
  const turns = Object.fromEntries(
    PROMPT_NAMES.map((name) => [
      name,
      { modelProfileId: profile.id, promptVersionId: prompt.id, sampling: DEFAULT_SAMPLING[name] },
    ]),
  );
  const plan = { ...DEFAULT_PLAN, nodeIds: [nodeId], subjectNames: [], turns };
  const run = await prisma.run.create({ data: { releaseNumber: 1, plan, createdBy: "test" } });
  const subject = await prisma.subject.create({
    data: { nodeId, name: "Mechanics", normalisedName: "mechanics", level: "Introductory" },
  });

  let keys = 0;
  const call = async (content: string, turn: number) => {
    keys += 1;
    const key = `00000000-0000-0000-0000-${String(keys).padStart(12, "0")}`;
    const { id } = await prisma.call.create({
      data: {
        key,
        promptHash: key,
        sentAt: new Date(),
        runId: run.id,
        nodeId,
        modelProfileId: profile.id,
        promptVersionId: prompt.id,
        workerId: 1,
        stage: "write_pairs",
        turn,
        attempt: 2,
      },
    });
    const shared = { callId: id, latencyMs: 1, receivedAt: new Date() };
    await prisma.completion.create({ data: { ...shared, attempt: 1, state: "server_error" } });
    await prisma.completion.create({ data: { ...shared, attempt: 2, state: "ok", content } });
    return id;
  };

  const syllabus = await prisma.syllabus.create({
    data: {
      subjectId: subject.id,
      nodeId,
      runId: run.id,
      writeCallId: await call("# Mechanics", 1),
      extractCallId: await call("{}", 2),
      introduction: "",
      sessionCount: 1,
      conceptCount: 1,
      singleDraws: 1n,
      doubleDraws: 0n,
      classSessions: { create: { position: 0, name: "Motion", description: "", keyConcepts: ["speed"] } },
    },
  });
  syllabusId = syllabus.id;
  for (let index = 0; index < QUESTIONS; index += 1) {
    const { id } = await prisma.question.create({
      data: {
        callId: await call(`Übung: ${"How fast? ".repeat(40)}${index}`, 1),
        drawIndex: index,
        drawRank: 0,
        syllabusId,
        nodeId,
        runId: run.id,
        strategy: "single",
        textStart: 7,
        attempt: 2,
      },
    });
    questionIds.push(id);
    if (index === 0) continue;
    const callId = await call(`hm</think>${index} m/s`, 2);
    await prisma.answer.create({
      data: { questionId: id, callId, runId: run.id, textStart: 10, attempt: 2 },
    });
  }
});

afterAll(() => world.drop());

test("pages of a list meet without a gap or a repeat, whatever they are cut by", async () => {
  for (const scope of [
    { kind: "all" },
    { kind: "discipline", nodeId },
    { kind: "syllabus", syllabusId },
  ] as const) {
    const seen: string[] = [];
    for (let after = 0n; ; ) {
      const page = await listQuestions(world.db, scope, { after, limit: 2 });
      seen.push(...page.map((question) => question.id));
      const last = page.at(-1);
      if (last === undefined) break;
      after = BigInt(last.cursor);
    }
    expect(seen).toEqual(questionIds.map(String));
  }
});

test("a list carries the start of each text without its label, never the whole", async () => {
  const [first] = await listQuestions(world.db, { kind: "all" }, { after: 0n, limit: 1 });
  expect(first?.excerpt).toMatch(/^How fast\?/);
  expect(first?.excerpt.length).toBeLessThanOrEqual(300);
  expect(first).toMatchObject({ isAnswered: false, subject: "Mechanics", discipline: "Physics" });
});

test("a question stands between its neighbours, with the answer after the model's reasoning", async () => {
  const page = await readQuestionPage(world.db, questionIds[1] ?? 0n);
  expect(page).toMatchObject({
    answer: { text: "1 m/s" },
    previousId: String(questionIds[0]),
    nextId: String(questionIds[2]),
    seed: "glan",
    subject: { name: "Mechanics" },
  });
  expect(page?.calls.map(({ state, attempt }) => `${state} ${attempt}`)).toEqual(["ok 2", "ok 2"]);
  expect(page?.calls[0]?.sampling).toEqual(DEFAULT_SAMPLING["write-pairs/question"]);
});

test("the first question has none before it, and one that is not answered says so", async () => {
  expect(await readQuestionPage(world.db, questionIds[0] ?? 0n)).toMatchObject({
    answer: null,
    previousId: null,
  });
  expect(await readQuestionPage(world.db, 987_654n)).toBeNull();
});

test("only questions with an answer are pairs", async () => {
  expect((await readMadeCounts(world.db)).get(nodeId)).toEqual({
    questions: QUESTIONS,
    pairs: QUESTIONS - 1,
  });
});
