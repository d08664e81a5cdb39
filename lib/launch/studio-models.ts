import type { Database } from "#lib/db/client.ts";
import { ensureModelProfile, ensureProvider, type ModelProfile } from "#lib/db/models.ts";
import type { Env } from "#lib/env.ts";
import { describeProvider } from "#lib/llm/describe-provider.ts";
import { knownPrice } from "#lib/llm/prices.ts";

/** The models that the environment names, one for each kind of work. */
export interface StudioModels {
  readonly generation: ModelProfile;
  readonly answer: ModelProfile;
  readonly judge: ModelProfile;
}

/** Finds the environment's models in the database, and makes those that are new. Safe to call at any time. */
export async function ensureStudioModels(db: Database, env: Env): Promise<StudioModels> {
  const providerId = await ensureProvider(db, describeProvider(env.provider));
  const ensure = (model: string) =>
    ensureModelProfile(db, providerId, model, env.provider.kind === "demo" ? FREE : knownPrice(model));
  return {
    generation: await ensure(env.models.generation),
    answer: await ensure(env.models.answer),
    judge: await ensure(env.models.judge),
  };
}

const FREE = { input: 0, cachedInput: 0, output: 0 };
