import { z } from "zod";
import { SUBJECT_DRAWS_MAX } from "#lib/glan/run-plan.ts";
import type { ChatMessage } from "#lib/glan/words.ts";
import { answerStart } from "../reasoning.ts";
import type { StageDefinition } from "../stage.ts";
import { renderTemplate } from "../template.ts";
import { EXTRACT_TEMPLATE, LIST_TEMPLATE } from "./templates.ts";

/** A discipline's subject lists: every draw of it is one job. */
export const ListSubjectsPayloadSchema = z.object({
  nodeId: z.number().int().positive(),
  draws: z.number().int().min(1).max(SUBJECT_DRAWS_MAX),
});
export type ListSubjectsPayload = z.infer<typeof ListSubjectsPayloadSchema>;

export const listSubjects = {
  stage: "list-subjects",
  payload: ListSubjectsPayloadSchema,
  prompts: [
    {
      name: "list-subjects/list",
      turn: 1,
      variables: ["discipline", "path"],
      template: LIST_TEMPLATE,
    },
    {
      name: "list-subjects/extract",
      turn: 2,
      variables: [],
      template: EXTRACT_TEMPLATE,
    },
  ],
} as const satisfies StageDefinition<ListSubjectsPayload>;

/** `path`: names from the field down to the discipline. It tells Design of buildings from Design of clothes. */
export function listSubjectsMessages(
  template: string,
  place: { readonly discipline: string; readonly path: readonly string[] },
): ChatMessage[] {
  const content = renderTemplate(template, {
    discipline: place.discipline,
    path: place.path.join(" > "),
  });
  return [{ role: "user", content }];
}

/** The second turn goes on from the first as the model wrote it, without its reasoning. */
export function extractSubjectsMessages(
  template: string,
  listMessages: readonly ChatMessage[],
  listed: string,
): ChatMessage[] {
  return [
    ...listMessages,
    { role: "assistant", content: listed.slice(answerStart(listed)) },
    { role: "user", content: renderTemplate(template, {}) },
  ];
}
