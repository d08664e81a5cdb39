import { z } from "zod";
import type { ChatMessage, Subject } from "#lib/glan/words.ts";
import { answerStart } from "../reasoning.ts";
import type { StageDefinition } from "../stage.ts";
import { renderTemplate } from "../template.ts";
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
