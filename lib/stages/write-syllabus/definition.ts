import { z } from "zod";
import {
  type ChatMessage,
  type ClassSession,
  CONCEPT_MAX,
  CONCEPTS_MAX,
  SESSION_NAME_MAX,
  SESSIONS_USUAL,
  type Subject,
  type Syllabus,
} from "#lib/glan/words.ts";
import { parseJsonLines } from "../json-lines.ts";
import { answerStart } from "../reasoning.ts";
import { cutTo, type Row, type RowShape } from "../row.ts";
import type { Parsed, StageDefinition } from "../stage.ts";
import { renderTemplate } from "../template.ts";
import { introductionOf } from "./introduction.ts";
import { EXTRACT_TEMPLATE, WRITE_TEMPLATE } from "./templates.ts";

/** A batch of syllabi of one discipline. */
export const WriteSyllabusPayloadSchema = z.object({
  nodeId: z.number().int().positive(),
  subjectIds: z.array(z.number().int().positive()).min(1),
});
export type WriteSyllabusPayload = z.infer<typeof WriteSyllabusPayloadSchema>;

export const writeSyllabus = {
  stage: "write-syllabus",
  payload: WriteSyllabusPayloadSchema,
  prompts: [
    {
      name: "write-syllabus/write",
      turn: 1,
      variables: ["discipline", "subject", "level", "subtopics"],
      template: WRITE_TEMPLATE,
    },
    {
      name: "write-syllabus/extract",
      turn: 2,
      variables: [],
      template: EXTRACT_TEMPLATE,
    },
  ],
} as const satisfies StageDefinition<WriteSyllabusPayload>;

export function writeSyllabusMessages(
  template: string,
  { discipline, subject }: { readonly discipline: string; readonly subject: Subject },
): ChatMessage[] {
  const content = renderTemplate(template, {
    discipline,
    subject: subject.name,
    level: subject.level || "not stated",
    subtopics: subject.subtopics.map((subtopic) => `- ${subtopic}`).join("\n") || "- (choose them yourself)",
  });
  return [{ role: "user", content }];
}

/** The second turn goes on from the first as the model wrote it, without its reasoning. */
export function extractSessionsMessages(
  template: string,
  writeMessages: readonly ChatMessage[],
  written: string,
): ChatMessage[] {
  return [
    ...writeMessages,
    { role: "assistant", content: written.slice(answerStart(written)) },
    { role: "user", content: renderTemplate(template, {}) },
  ];
}

const SESSION_ROWS: RowShape = {
  noun: "class sessions",
  exactKeys: ["session_name", "description", "key_concepts"],
  nameKeys:
    "sessionname sessiontitle classsession classsessionname session classname class lecture week lesson name title topic".split(
      " ",
    ),
  textKeys: ["description", "sessiondescription", "desc", "summary", "overview", "about"],
  listKeys:
    "keyconcepts keyconcept concepts keyknowledgepoints knowledgepoints knowledgepoint keypoints keyideas topics subtopics".split(
      " ",
    ),
  needsTextInMarkdown: false,
  numberWords: ["session", "class", "week", "lecture", "lesson", "unit", "module", "meeting", "day"],
};

/** Limits of SyllabusSchema that have no name of their own. */
const SESSIONS_MAX = 200;
const DESCRIPTION_MAX = 5000;

/** The syllabus of both turns: the introduction as it was written, the class sessions as they were extracted. */
export function parseSyllabus(written: string, extracted: string): Parsed<Syllabus> {
  const parsed = parseJsonLines(extracted, SESSION_ROWS);
  if (parsed.kind === "unparsed") return parsed;
  const repairs = new Set(parsed.repairs);
  const rows = parsed.value.slice(0, SESSIONS_MAX);
  if (rows.length < parsed.value.length) repairs.add("cut-to-limit");
  const sessions = rows.map((row) => sessionOf(row, repairs));
  if (sessions.every(({ keyConcepts }) => keyConcepts.length === 0)) {
    const length = extracted.length.toLocaleString("en-US");
    return {
      kind: "unparsed",
      reason: `${sessions.length} class sessions without any key concept parsed from ${length} characters`,
    };
  }
  return {
    kind: "parsed",
    value: { introduction: introductionOf(written), sessions },
    repairs: [...repairs],
  };
}

function sessionOf({ name, text, list }: Row, repairs: Set<string>): ClassSession {
  if (list.length > CONCEPTS_MAX) repairs.add("cut-to-limit");
  return {
    name: cutTo(name, SESSION_NAME_MAX, repairs),
    description: cutTo(text, DESCRIPTION_MAX, repairs),
    keyConcepts: list.slice(0, CONCEPTS_MAX).map((concept) => cutTo(concept, CONCEPT_MAX, repairs)),
  };
}

export const SYLLABUS_FLAGS = [
  "few-sessions",
  "many-sessions",
  "few-concepts",
  "many-concepts",
  "session-without-concepts",
  "no-introduction",
] as const;
export type SyllabusFlag = (typeof SYLLABUS_FLAGS)[number];

/** "About five" key concepts a session (paper, section 2.3), taken over the whole syllabus. */
const CONCEPTS_USUAL = { min: 3, max: 8 } as const;

/** What is unusual about a syllabus: shown, never a reason to reject it. */
export function syllabusFlags({ introduction, sessions }: Syllabus): SyllabusFlag[] {
  const concepts = sessions.reduce((sum, session) => sum + session.keyConcepts.length, 0) / sessions.length;
  const isTrue: Record<SyllabusFlag, boolean> = {
    "few-sessions": sessions.length < SESSIONS_USUAL.min,
    "many-sessions": sessions.length > SESSIONS_USUAL.max,
    "few-concepts": concepts < CONCEPTS_USUAL.min,
    "many-concepts": concepts > CONCEPTS_USUAL.max,
    "session-without-concepts": sessions.some(({ keyConcepts }) => keyConcepts.length === 0),
    "no-introduction": introduction === "",
  };
  return SYLLABUS_FLAGS.filter((flag) => isTrue[flag]);
}
