import type { Database } from "#lib/db/client.ts";
import { ensureModelProfile, ensureProvider, type ModelProfile, type ProviderRow } from "#lib/db/models.ts";
import type { Env, ProviderEnv } from "#lib/env.ts";
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

/** What makes a provider the same one tomorrow: "demo" whatever its port, else host and path of the base URL. */
function providerSlug(provider: ProviderEnv): string {
  if (provider.kind === "demo") return "demo";
  const { host, pathname } = new URL(provider.baseUrl);
  return `${host}${pathname.replace(/\/+$/, "")}`;
}

export function describeProvider(provider: ProviderEnv): ProviderRow {
  const slug = providerSlug(provider);
  return provider.kind === "demo"
    ? { slug, name: "Demo model", isDemo: true }
    : { slug, name: new URL(provider.baseUrl).host, isDemo: false };
}
