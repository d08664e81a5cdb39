import { z } from "zod";

/** Names of the prompts, one a turn of a stage. */
export const PROMPT_NAMES = [
  "list-subjects/list",
  "list-subjects/extract",
  "write-syllabus/write",
  "write-syllabus/extract",
  "write-pairs/question",
  "write-pairs/answer",
] as const;
export const PromptNameSchema = z.enum(PROMPT_NAMES);
export type PromptName = z.infer<typeof PromptNameSchema>;

export const SUBJECT_DRAWS_MAX = 100;
export const PAIRS_PER_SYLLABUS_MAX = 1_000_000;

export const SamplingSchema = z.object({
  temperature: z.number().min(0).max(2),
  topP: z.number().gt(0).max(1),
  /** Omitted: the provider's own limit. */
  maxTokens: z.number().int().positive().nullable(),
});
export type Sampling = z.infer<typeof SamplingSchema>;

/** What one prompt of a run is asked with; frozen when the run starts. */
const TurnPlanSchema = z.object({
  modelProfileId: z.number().int(),
  promptVersionId: z.number().int(),
  sampling: SamplingSchema,
});

/** Everything a run was asked to do. Stored with the run, never changed after. */
export const RunPlanSchema = z.object({
  /** Roots of the scope in the run's release; empty means the whole release. */
  nodeIds: z.array(z.number().int()),
  /** Only subjects of these names (compared normalised); empty means every subject. */
  subjectNames: z.array(z.string()),
  subjectDraws: z.number().int().min(1).max(SUBJECT_DRAWS_MAX),
  /** The most often named subjects of each discipline; null means all. */
  maxSubjects: z.number().int().min(1).nullable(),
  pairsPerSyllabus: z.number().int().min(0).max(PAIRS_PER_SYLLABUS_MAX),
  seed: z.string().min(1).max(100),
  /** What becomes of calls in doubt: bought again, or left and shown. */
  inDoubt: z.enum(["ask-again", "leave"]),
  turns: z.record(PromptNameSchema, TurnPlanSchema),
});
export type RunPlan = z.infer<typeof RunPlanSchema>;

export const DEFAULT_PLAN = {
  subjectDraws: 10,
  maxSubjects: null,
  pairsPerSyllabus: 10,
  seed: "glan",
  inDoubt: "ask-again",
} as const satisfies Partial<RunPlan>;

/** Paper, section 2: generation at T 1.0, answers at T 0.7, top-p 0.95 throughout. */
export const DEFAULT_SAMPLING: Record<PromptName, Sampling> = {
  "list-subjects/list": { temperature: 1, topP: 0.95, maxTokens: null },
  "list-subjects/extract": { temperature: 1, topP: 0.95, maxTokens: null },
  "write-syllabus/write": { temperature: 1, topP: 0.95, maxTokens: null },
  "write-syllabus/extract": { temperature: 1, topP: 0.95, maxTokens: null },
  "write-pairs/question": { temperature: 1, topP: 0.95, maxTokens: null },
  "write-pairs/answer": { temperature: 0.7, topP: 0.95, maxTokens: null },
};
