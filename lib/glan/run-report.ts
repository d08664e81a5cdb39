import { z } from "zod";
import { RunPlanSchema } from "./run-plan.ts";
import { RunStateSchema, StageSchema, TurnSchema } from "./words.ts";

/** Counts of one stage and turn, of one discipline or of the whole run. Money in nano-USD. */
export const TurnProgressSchema = z.object({
  stage: StageSchema,
  turn: TurnSchema,
  planned: z.number(),
  done: z.number(),
  failed: z.number(),
  calls: z.number(),
  reused: z.number(),
  inDoubt: z.number(),
  labelsStripped: z.number(),
  inputTokens: z.number(),
  cachedTokens: z.number(),
  outputTokens: z.number(),
  costNanoUsd: z.number(),
});
export type TurnProgress = z.infer<typeof TurnProgressSchema>;

export const FailureGroupSchema = z.object({
  stage: StageSchema,
  turn: TurnSchema,
  /** A CompletionState, or "unparsed". */
  kind: z.string(),
  count: z.number(),
  /** The newest message of the group. */
  message: z.string(),
});
export type FailureGroup = z.infer<typeof FailureGroupSchema>;

/** One run as the screens, `run show --json` and the API tell it. Plain numbers and ISO dates. */
export const RunReportSchema = z.object({
  id: z.number(),
  state: RunStateSchema,
  reason: z.string().nullable(),
  releaseNumber: z.number(),
  isSample: z.boolean(),
  isDemo: z.boolean(),
  createdBy: z.string(),
  createdAt: z.string(),
  finishedAt: z.string().nullable(),
  plan: RunPlanSchema,
  /** Names of the scope's roots; empty means the whole release. */
  scope: z.array(z.object({ nodeId: z.number(), name: z.string(), kind: z.string() })),
  /** Model of each prompt, by prompt name. */
  models: z.record(z.string(), z.string()),
  budgetNanoUsd: z.number().nullable(),
  spentNanoUsd: z.number(),
  reservedNanoUsd: z.number(),
  openJobs: z.number(),
  totals: z.array(TurnProgressSchema),
  disciplines: z.array(
    z.object({ nodeId: z.number(), name: z.string(), turns: z.array(TurnProgressSchema) }),
  ),
  failures: z.array(FailureGroupSchema),
});
export type RunReport = z.infer<typeof RunReportSchema>;

export const RunSummarySchema = RunReportSchema.omit({ disciplines: true, failures: true });
export type RunSummary = z.infer<typeof RunSummarySchema>;
