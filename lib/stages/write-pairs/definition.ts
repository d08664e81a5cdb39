import { z } from "zod";
import type { Draw } from "#lib/glan/draw.ts";
import type { ChatMessage, Subject, Syllabus } from "#lib/glan/words.ts";
import { answerStart } from "../reasoning.ts";
import type { Parsed, StageDefinition } from "../stage.ts";
import { checkedParts, fillParts, renderParts, renderTemplate } from "../template.ts";
import { skipLabels } from "./question-label.ts";
import { oneLine, sessionLabel, syllabusText } from "./syllabus-text.ts";
import { QUESTION_TEMPLATE } from "./templates.ts";

/** A shard of one syllabus' draws: its slots from `from` up to, not including, `to`. */
export const WritePairsPayloadSchema = z
  .object({
    nodeId: z.number().int().positive(),
    syllabusId: z.number().int().positive(),
    from: z.number().int().min(0),
    to: z.number().int().min(1),
  })
  .refine(({ from, to }) => from < to, "an empty shard: from must be below to");
export type WritePairsPayload = z.infer<typeof WritePairsPayloadSchema>;

const QUESTION_VARIABLES = [
  "discipline",
  "subject",
  "level",
  "syllabus",
  "sessions",
  "learned",
  "key_concepts",
] as const;

export const writePairs = {
  stage: "write-pairs",
  payload: WritePairsPayloadSchema,
  prompts: [
    {
      name: "write-pairs/question",
      turn: 1,
      variables: QUESTION_VARIABLES,
      template: QUESTION_TEMPLATE,
    },
    {
      name: "write-pairs/answer",
      turn: 2,
      variables: ["question"],
      template: "{{question}}",
    },
  ],
} as const satisfies StageDefinition<WritePairsPayload>;

/**
 * Renders what all questions of a syllabus share once, and returns the prompt of a draw. Thousands of prompts a
 * second are built this way: a draw costs a few short strings beside the shared prefix.
 */
export function prepareQuestionPrompt(
  template: string,
  course: {
    readonly discipline: string;
    readonly subject: Pick<Subject, "name" | "level">;
    readonly syllabus: Syllabus;
  },
): (draw: Pick<Draw, "sessions" | "concepts">) => ChatMessage[] {
  const { discipline, subject, syllabus } = course;
  const shared = {
    discipline,
    subject: subject.name,
    level: subject.level || "not stated",
    syllabus: syllabusText(syllabus),
  };
  const labels = syllabus.sessions.map((session, position) => `- ${sessionLabel(session, position)}`);
  const concepts = syllabus.sessions.map((session) =>
    session.keyConcepts.map((name) => `- ${oneLine(name)}`),
  );
  const parts = fillParts(checkedParts(template, QUESTION_VARIABLES), shared);
  return (draw) => {
    const content = renderParts(parts, {
      sessions: draw.sessions.map((position) => at(labels, position)).join("\n"),
      learned: learnedUpTo(Math.max(...draw.sessions)),
      key_concepts: draw.concepts
        .map(({ session, concept }) => at(at(concepts, session), concept))
        .join("\n"),
    });
    return [{ role: "user", content }];
  };
}

/** The bare question, asked separately (paper, section 2.4). */
export function answerMessages(template: string, question: string): ChatMessage[] {
  return [{ role: "user", content: renderTemplate(template, { question }) }];
}

export interface ParsedQuestion {
  /** The question is content.slice(textStart): its text is stored once, in the completion. */
  readonly textStart: number;
  readonly labels: readonly string[];
}

/** Finds where the question begins behind reasoning, white space and labels such as "Homework Question:". */
export function parseQuestion(content: string): Parsed<ParsedQuestion> {
  const { textStart, labels } = skipLabels(content, answerStart(content));
  if (textStart >= content.length) return { kind: "unparsed", reason: noText("question", content, labels) };
  return { kind: "parsed", value: { textStart, labels }, repairs: labels.length > 0 ? ["label"] : [] };
}

/** The answer is content.slice(textStart): everything but reasoning and leading white space. */
export function parseAnswer(content: string): Parsed<{ readonly textStart: number }> {
  const start = answerStart(content);
  const blank = /^\s*/.exec(content.slice(start))?.[0].length ?? 0;
  const textStart = start + blank;
  if (textStart >= content.length) return { kind: "unparsed", reason: noText("answer", content, []) };
  return { kind: "parsed", value: { textStart }, repairs: start > 0 ? ["reasoning"] : [] };
}

function noText(what: string, content: string, labels: readonly string[]): string {
  const only = labels.length > 0 ? `only a label, ${JSON.stringify(labels.join(" "))}` : "no text";
  return `no ${what} in ${content.length} characters: ${only}`;
}

function learnedUpTo(position: number): string {
  return position === 0 ? "class session 1" : `class sessions 1 to ${position + 1}`;
}

function at<T>(list: readonly T[], position: number): T {
  const entry = list[position];
  if (entry === undefined) throw new RangeError(`The draw names place ${position} of ${list.length}.`);
  return entry;
}
