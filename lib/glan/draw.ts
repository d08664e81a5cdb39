import { z } from "zod";
import { StrategySchema } from "./words.ts";

/** Paper, section 2.4: one to five key concepts a question, of one class session or of two. */
export const CONCEPTS_PER_DRAW_MAX = 5;

/** Number of key concepts of each class session, in order. All that counting and drawing need of a syllabus. */
export type SyllabusShape = readonly number[];

/** Positions: of the class session in the syllabus, of the key concept in the session. */
export const DrawnConceptSchema = z.object({
  session: z.number().int().nonnegative(),
  concept: z.number().int().nonnegative(),
});
export type DrawnConcept = z.infer<typeof DrawnConceptSchema>;

export const DrawSchema = z.object({
  strategy: StrategySchema,
  /** One or two positions, ascending. */
  sessions: z.array(z.number().int().nonnegative()).min(1).max(2).readonly(),
  /** By session, then by position; every session of the draw has at least one. */
  concepts: z.array(DrawnConceptSchema).min(1).max(CONCEPTS_PER_DRAW_MAX).readonly(),
});
export type Draw = z.infer<typeof DrawSchema>;
