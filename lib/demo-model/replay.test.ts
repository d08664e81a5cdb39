import { afterEach, describe, expect, it } from "vitest";
import type { Strategy, Subject, Syllabus } from "#lib/glan/words.ts";
import { promptDefinitions } from "#lib/stages/definitions.ts";
import {
  extractSubjectsMessages,
  listSubjectsMessages,
  parseSubjectList,
} from "#lib/stages/list-subjects/definition.ts";
import { answerMessages, prepareQuestionPrompt } from "#lib/stages/write-pairs/definition.ts";
import {
  extractSessionsMessages,
  parseSyllabus,
  syllabusFlags,
  writeSyllabusMessages,
} from "#lib/stages/write-syllabus/definition.ts";
import { extractSessions } from "./made-up/extraction.ts";
import { MARK } from "./made-up/mark.ts";
import { type RecordedPair, type RecordedSyllabus, Recordings } from "./recordings.ts";
import { type DemoModel, startDemoModel } from "./server.ts";
import { ask } from "./testing/chat.ts";

const recordings = Recordings.load();
const started: DemoModel[] = [];

async function start(options: { recordings?: boolean } = {}): Promise<DemoModel> {
  const model = await startDemoModel(options);
  started.push(model);
  return model;
}

afterEach(async () => {
  await Promise.all(started.splice(0).map((model) => model.close()));
});

function listPrompt(discipline: string) {
  return listSubjectsMessages(promptDefinitions["list-subjects/list"].template, {
    discipline,
    path: ["Some field", discipline],
  });
}

function syllabusPrompt({ discipline, subject }: RecordedSyllabus) {
  return writeSyllabusMessages(promptDefinitions["write-syllabus/write"].template, {
    discipline,
    subject: { name: subject.subject_name, level: subject.level, subtopics: subject.subtopics },
  });
}

/** The recorded syllabus as the studio reads it from the second turn. */
function syllabusOf(recorded: RecordedSyllabus): Syllabus {
  const lines = recorded.turns[1].split("\n").filter((line) => line.startsWith("{"));
  return {
    introduction: "An introduction.",
    sessions: lines.map((line) => {
      const { session_name, description, key_concepts } = JSON.parse(line);
      return { name: session_name, description, keyConcepts: key_concepts };
    }),
  };
}

function questionPrompt(recorded: RecordedSyllabus) {
  const syllabus = syllabusOf(recorded);
  const messagesOf = prepareQuestionPrompt(promptDefinitions["write-pairs/question"].template, {
    discipline: recorded.discipline,
    subject: { name: recorded.subject.subject_name, level: recorded.subject.level },
    syllabus,
  });
  return (pair: Pick<RecordedPair, "session_names" | "key_concepts">) => {
    const sessions = pair.session_names.map((name) =>
      syllabus.sessions.findIndex((session) => session.name === name),
    );
    const concepts = pair.key_concepts.flatMap((name) => {
      const session = sessions.find((place) => syllabus.sessions[place]?.keyConcepts.includes(name));
      const concept = syllabus.sessions[session ?? -1]?.keyConcepts.indexOf(name);
      return session === undefined || concept === undefined ? [] : [{ session, concept }];
    });
    return messagesOf({ sessions, concepts });
  };
}

function pairsOf(recorded: RecordedSyllabus): readonly RecordedPair[] {
  return recordings.pairsOf(recorded.discipline, recorded.subject.subject_name);
}

/** The flags of the syllabus that the model writes for a subject. */
async function syllabusOfSubject(model: DemoModel, subject: Subject | undefined) {
  if (!subject) throw new Error("no subject");
  const write = promptDefinitions["write-syllabus/write"].template;
  const prompt = writeSyllabusMessages(write, { discipline: "Beekeeping", subject });
  const written = await ask(model, prompt);
  const extract = promptDefinitions["write-syllabus/extract"].template;
  const parsed = parseSyllabus(written, await ask(model, extractSessionsMessages(extract, prompt, written)));
  if (parsed.kind === "unparsed") throw new Error(parsed.reason);
  return syllabusFlags(parsed.value);
}

describe("the recordings", () => {
  it("hold eight disciplines of 3 subject lists, 3 syllabi and 24 pairs", () => {
    expect(recordings.disciplines).toHaveLength(8);
    expect(recordings.subjectLists).toHaveLength(24);
    expect(recordings.syllabi).toHaveLength(24);
    expect(recordings.pairs).toHaveLength(192);
  });

  it.each(recordings.disciplines)(
    "of %s: its lists come in turn, each with its second turn",
    async (discipline) => {
      const model = await start();
      const lists = recordings.listsOf(discipline);
      for (const list of [...lists, ...lists.slice(0, 1)]) {
        const prompt = listPrompt(discipline);
        const text = await ask(model, prompt);
        expect(text).toBe(list.turns[0]);
        const extract = promptDefinitions["list-subjects/extract"].template;
        expect(await ask(model, extractSubjectsMessages(extract, prompt, text.trim()))).toBe(list.turns[1]);
      }
    },
  );

  it.each(recordings.disciplines)("of %s: its syllabi come with their second turn", async (discipline) => {
    const model = await start();
    const syllabi = recordings.syllabi.filter((syllabus) => syllabus.discipline === discipline);
    expect(syllabi).toHaveLength(3);
    for (const recorded of syllabi) {
      const prompt = syllabusPrompt(recorded);
      const text = await ask(model, prompt);
      expect(text).toBe(recorded.turns[0]);
      const extract = promptDefinitions["write-syllabus/extract"].template;
      expect(await ask(model, extractSessionsMessages(extract, prompt, text.trim()))).toBe(recorded.turns[1]);
    }
  });

  it.each(recordings.disciplines)(
    "of %s: each question goes to the draw it was recorded for",
    async (discipline) => {
      const model = await start();
      for (const recorded of recordings.syllabi.filter((syllabus) => syllabus.discipline === discipline)) {
        const promptOf = questionPrompt(recorded);
        for (const pair of pairsOf(recorded)) {
          const question = await ask(model, promptOf(pair));
          expect(question).toBe(pair.question);
          const bare = answerMessages(promptDefinitions["write-pairs/answer"].template, question.trim());
          expect(await ask(model, bare)).toBe(pair.answer);
        }
      }
    },
  );

  it("hand each question out once, to the same body again, and then made-up ones", async () => {
    const model = await start();
    const recorded = recordings.syllabi[0];
    if (!recorded) throw new Error("no recorded syllabus");
    const promptOf = questionPrompt(recorded);
    const sessions = syllabusOf(recorded).sessions;
    const prompts = sessions.slice(0, 10).map((session, place) => {
      const strategy: Strategy = place % 2 === 0 ? "single" : "double";
      const next = sessions[place + 1];
      return strategy === "double" && next
        ? {
            session_names: [session.name, next.name],
            key_concepts: [...session.keyConcepts.slice(0, 2), ...next.keyConcepts.slice(0, 1)],
          }
        : { session_names: [session.name], key_concepts: session.keyConcepts.slice(0, 3) };
    });
    const questions: string[] = [];
    for (const prompt of prompts) questions.push(await ask(model, promptOf(prompt)));

    const recordedQuestions = new Set(pairsOf(recorded).map((pair) => pair.question));
    expect(new Set(questions)).toHaveLength(10);
    expect(questions.filter((question) => recordedQuestions.has(question))).toHaveLength(8);
    expect(questions.slice(8).every((question) => question.startsWith(MARK))).toBe(true);
    expect(questions[8]).toContain(prompts[8]?.key_concepts[0]);
    expect(
      await ask(model, promptOf(prompts[3] ?? prompts[0] ?? { session_names: [], key_concepts: [] })),
    ).toBe(questions[3]);
  });

  it("are found although the answer prompt was edited", async () => {
    const model = await start();
    for (const pair of recordings.pairs) {
      const prompt = `Answer the question below, step by step.\n\n${pair.question}\n\nEnd with the result.`;
      expect(await ask(model, prompt)).toBe(pair.answer);
    }
  });

  it("are left aside when only made-up text is wanted", async () => {
    const model = await start({ recordings: false });
    const recorded = recordings.syllabi[0];
    if (!recorded) throw new Error("no recorded syllabus");
    const text = await ask(model, syllabusPrompt(recorded));

    expect(text.startsWith(MARK)).toBe(true);
    expect(extractSessions(text).length).toBeGreaterThanOrEqual(10);
  });

  it("are joined by made-up subjects and syllabi that the studio can read", async () => {
    const model = await start();
    const prompt = listPrompt("Beekeeping");
    const texts = [await ask(model, prompt), await ask(model, prompt), await ask(model, prompt)];
    expect(new Set(texts)).toHaveLength(3);
    for (const text of texts) {
      const extract = promptDefinitions["list-subjects/extract"].template;
      const parsed = parseSubjectList(await ask(model, extractSubjectsMessages(extract, prompt, text)));
      if (parsed.kind === "unparsed") throw new Error(parsed.reason);
      expect(parsed.repairs).toEqual([]);
      expect(parsed.value.length).toBeGreaterThanOrEqual(8);
      expect(await syllabusOfSubject(model, parsed.value[0])).toEqual([]);
    }
  });

  it("belong to their discipline: a subject of the same name elsewhere is made up", async () => {
    const model = await start();
    const recorded = recordings.syllabi[0];
    if (!recorded) throw new Error("no recorded syllabus");
    const text = await ask(model, syllabusPrompt({ ...recorded, discipline: "Cookery" }));

    expect(text.startsWith(MARK)).toBe(true);
    expect(text).toContain(recorded.subject.subject_name);
  });
});
