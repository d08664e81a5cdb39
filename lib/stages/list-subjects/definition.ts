import { z } from "zod";
import { SUBJECT_DRAWS_MAX } from "#lib/glan/run-plan.ts";
import {
  type ChatMessage,
  LEVEL_MAX,
  normaliseName,
  SUBJECT_NAME_MAX,
  SUBTOPIC_MAX,
  SUBTOPICS_MAX,
  type Subject,
} from "#lib/glan/words.ts";
import { parseJsonLines } from "../json-lines.ts";
import { answerStart } from "../reasoning.ts";
import { cutTo, type RowShape } from "../row.ts";
import type { Parsed, StageDefinition } from "../stage.ts";
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

const NAME_KEYS = "subjectname subject subjecttitle coursename coursetitle course name title topic".split(
  " ",
);
const LEVEL_KEYS = "level levels difficulty difficultylevel educationlevel educationallevel grade".split(" ");
const LIST_KEYS =
  "subtopics subtopic subtopicslist listofsubtopics topics keytopics topicscovered maintopics contents content units modules".split(
    " ",
  );

const SUBJECT_ROWS: RowShape = {
  noun: "subjects",
  exactKeys: ["subject_name", "level", "subtopics"],
  nameKeys: NAME_KEYS,
  textKeys: LEVEL_KEYS,
  listKeys: LIST_KEYS,
  needsTextInMarkdown: true,
  numberWords: ["subject", "course"],
};

/** The subjects of a list, each name once: a list names a subject or it does not. */
export function parseSubjectList(content: string): Parsed<Subject[]> {
  const parsed = parseJsonLines(content, SUBJECT_ROWS);
  if (parsed.kind === "unparsed") return parsed;
  const repairs = new Set(parsed.repairs);
  const subjects = new Map<string, Subject>();
  for (const row of parsed.value) {
    const name = normaliseName(row.name);
    if (subjects.has(name)) repairs.add("same-names");
    else
      subjects.set(
        name,
        withinLimits({ name: row.name, level: row.text, subtopics: [...row.list] }, repairs),
      );
  }
  return { kind: "parsed", value: [...subjects.values()], repairs: [...repairs] };
}

function withinLimits({ name, level, subtopics }: Subject, repairs: Set<string>): Subject {
  const cut = (text: string, max: number): string => cutTo(text, max, repairs);
  if (subtopics.length > SUBTOPICS_MAX) repairs.add("cut-to-limit");
  return {
    name: cut(name, SUBJECT_NAME_MAX),
    level: cut(level.replace(/\s+/g, " "), LEVEL_MAX),
    subtopics: subtopics.slice(0, SUBTOPICS_MAX).map((subtopic) => cut(subtopic, SUBTOPIC_MAX)),
  };
}
