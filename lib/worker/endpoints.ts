import type { Database } from "#lib/db/client.ts";
import { readProfiledModel } from "#lib/db/model-endpoints.ts";
import type { ProviderEnv } from "#lib/env.ts";
import { StudioError } from "#lib/errors.ts";
import { describeProvider } from "#lib/llm/describe-provider.ts";
import type { ModelEndpoint } from "#lib/llm/model-endpoint.ts";

/** Where this worker asks a model: only at the provider of its own environment. */
export async function resolveEndpoint(
  db: Database,
  provider: ProviderEnv,
  modelProfileId: number,
): Promise<ModelEndpoint> {
  const profile = await readProfiledModel(db, modelProfileId);
  const { slug, name } = describeProvider(provider);
  if (profile.providerSlug !== slug) {
    throw new StudioError(
      `The run asks the model ${profile.model} at ${profile.providerName}, but this worker is set up for ${name}. Start the studio with the settings of that provider, or start a new run.`,
    );
  }
  const baseUrl = provider.kind === "demo" ? provider.url : provider.baseUrl;
  if (baseUrl === null) throw new Error("the demo model was not started");
  return {
    modelProfileId,
    providerSlug: slug,
    baseUrl,
    apiKey: provider.kind === "demo" ? null : provider.apiKey,
    model: profile.model,
    prices: profile.price,
  };
}
