import { z } from "zod";

// The words of GLAN Studio. One meaning each; code, screens, addresses and tables use these and no others.
//
// Taxonomy       tree of human knowledge: fields > sub-fields > disciplines
// Node           one place in it; its kind is field, sub-field or discipline
// Release        numbered, immutable snapshot of the taxonomy; generation works from a release
// Subject        what a student of a discipline learns: name, level, subtopics
// Subject list   one draw of the model: the subjects it listed for a discipline
// Syllabus       introduction and class sessions of one subject
// Class session  name, description and key concepts
// Draw           the sessions and concepts sampled for one question; strategy single or double
// Question, Answer, Pair (question + answer), Held-out (never exported for training)
// Run            one piece of generation over a scope; it has a plan
// Stage          list-subjects, write-syllabus, write-pairs; each has two turns
// Job            queue unit: a discipline's lists, a batch of syllabi, a shard of draws
// Call           one request to a model; Completion: what it returned; Ledger: the table of calls
// Prompt version, Model profile (a model with its prices), Provider

export const NODE_KINDS = ["field", "sub-field", "discipline"] as const;
export const NodeKindSchema = z.enum(NODE_KINDS);
export type NodeKind = z.infer<typeof NodeKindSchema>;

export const STAGES = ["list-subjects", "write-syllabus", "write-pairs"] as const;
export const StageSchema = z.enum(STAGES);
export type Stage = z.infer<typeof StageSchema>;

/** Turn 1 and 2 of a stage. Of write-pairs they are the question and the answer. */
export const TurnSchema = z.union([z.literal(1), z.literal(2)]);
export type Turn = z.infer<typeof TurnSchema>;

export const STRATEGIES = ["single", "double"] as const;
export const StrategySchema = z.enum(STRATEGIES);
export type Strategy = z.infer<typeof StrategySchema>;

export const RUN_STATES = ["running", "pausing", "paused", "completed", "cancelled"] as const;
export const RunStateSchema = z.enum(RUN_STATES);
export type RunState = z.infer<typeof RunStateSchema>;

export const COMPLETION_STATES = [
  "ok",
  "truncated",
  "refused",
  "filtered",
  "empty",
  "malformed",
  "error-body",
  "rate-limited",
  "quota",
  "unauthorised",
  "bad-request",
  "server-error",
  "cut",
  "timeout",
  "unreachable",
  "in-doubt",
] as const;
export const CompletionStateSchema = z.enum(COMPLETION_STATES);
export type CompletionState = z.infer<typeof CompletionStateSchema>;

export const SUBJECT_NAME_MAX = 200;
export const LEVEL_MAX = 200;
export const SUBTOPICS_MAX = 100;
export const SUBTOPIC_MAX = 500;
export const SubjectSchema = z.object({
  name: z.string().trim().min(1).max(SUBJECT_NAME_MAX),
  level: z.string().trim().max(LEVEL_MAX),
  subtopics: z.array(z.string().trim().min(1).max(SUBTOPIC_MAX)).max(SUBTOPICS_MAX),
});
export type Subject = z.infer<typeof SubjectSchema>;

/** Usual sizes (paper, section 2.3); outside them a syllabus is flagged, not rejected. */
export const SESSIONS_USUAL = { min: 10, max: 30 } as const;
export const SESSION_NAME_MAX = 300;
export const CONCEPTS_MAX = 50;
export const CONCEPT_MAX = 500;
export const ClassSessionSchema = z.object({
  name: z.string().trim().min(1).max(SESSION_NAME_MAX),
  description: z.string().trim().max(5000),
  keyConcepts: z.array(z.string().trim().min(1).max(CONCEPT_MAX)).max(CONCEPTS_MAX),
});
export type ClassSession = z.infer<typeof ClassSessionSchema>;

export const SyllabusSchema = z.object({
  introduction: z.string(),
  sessions: z.array(ClassSessionSchema).min(1).max(200),
});
export type Syllabus = z.infer<typeof SyllabusSchema>;

export interface ChatMessage {
  readonly role: "system" | "user" | "assistant";
  readonly content: string;
}

/**
 * Names are compared by this form: Unicode NFKC, lower case, quotes and dashes made plain,
 * "&" read as "and", punctuation dropped, white space single.
 */
export function normaliseName(name: string): string {
  return name
    .normalize("NFKC")
    .toLowerCase()
    .replace(/&/g, " and ")
    .replace(/['’‘`]/g, "")
    .replace(/[^\p{L}\p{N}+#]+/gu, " ")
    .trim();
}
