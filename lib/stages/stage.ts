import type { z } from "zod";
import type { PromptName } from "#lib/glan/run-plan.ts";
import type { Stage, Turn } from "#lib/glan/words.ts";

/** A prompt as the code ships it; stored as version 1 of its name, edited as later versions. */
export interface PromptDefinition {
  readonly name: PromptName;
  readonly turn: Turn;
  /** Names that the template may use as {{name}}; each must occur at least once. */
  readonly variables: readonly string[];
  readonly template: string;
}

/** The pure half of a stage: what its jobs carry and what it asks. */
export interface StageDefinition<Payload = unknown> {
  readonly stage: Stage;
  readonly payload: z.ZodType<Payload>;
  readonly prompts: readonly [PromptDefinition, PromptDefinition];
}

/** What a parser makes of a completion. Never an empty success: nothing found is unparsed, with the reason. */
export type Parsed<T> =
  | { readonly kind: "parsed"; readonly value: T; readonly repairs: readonly string[] }
  | { readonly kind: "unparsed"; readonly reason: string };
