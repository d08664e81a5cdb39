import type { ProviderRow } from "#lib/db/models.ts";
import type { ProviderEnv } from "#lib/env.ts";

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
