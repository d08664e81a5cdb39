import { studioDatabase } from "#lib/db/studio-database.ts";
import { readEnv } from "#lib/env.ts";
import { type Auth, createAuth } from "./auth.ts";
import { readAuthSecret } from "./auth-secret.ts";

// On globalThis, as the database is: a development reload evaluates this module again.
const shared = globalThis as typeof globalThis & { glanStudioAuth?: Map<string, Promise<Auth>> };

/** The auth of the web process for a request: one for http, one for https, since their cookies differ. */
export function studioAuth(headers: Headers): Promise<Auth> {
  // Behind a proxy that ends TLS the studio itself speaks http. Whoever forges this harms nobody else.
  const scheme = headers.get("x-forwarded-proto")?.startsWith("https") === true ? "https" : "http";
  shared.glanStudioAuth ??= new Map();
  const found = shared.glanStudioAuth.get(scheme);
  if (found !== undefined) return found;
  const opening = open(scheme);
  shared.glanStudioAuth.set(scheme, opening);
  // A data directory that could not be read may be readable at the next request.
  opening.catch(() => shared.glanStudioAuth?.delete(scheme));
  return opening;
}

async function open(scheme: "http" | "https"): Promise<Auth> {
  const secret = await readAuthSecret(readEnv(process.env).dataDir);
  return createAuth(studioDatabase(), {
    secret,
    baseUrl: `${scheme}://localhost`,
    isSecure: scheme === "https",
  });
}
