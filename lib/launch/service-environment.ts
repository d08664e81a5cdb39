import type { Env } from "#lib/env.ts";

/** The parts of the environment that are the studio's; the first admin's password stays with the supervisor. */
const OURS = [
  "HOST",
  "PORT",
  "DATABASE_URL",
  "OPENAI_API_KEY",
  "OPENAI_BASE_URL",
  "GLAN_ALLOWED_HOSTS",
  "GLAN_DATA_DIR",
  "GLAN_DEMO_MODEL_URL",
  "GLAN_MODEL",
  "GLAN_ANSWER_MODEL",
  "GLAN_JUDGE_MODEL",
  "GLAN_CONCURRENCY",
  "GLAN_WORKERS",
  "GLAN_ADMIN_EMAIL",
  "GLAN_ADMIN_PASSWORD",
] as const;

function providerVariables(env: Env): Record<string, string | null> {
  switch (env.provider.kind) {
    case "demo":
      return { GLAN_DEMO_MODEL_URL: env.provider.url };
    case "endpoint":
      return { OPENAI_BASE_URL: env.provider.baseUrl, OPENAI_API_KEY: env.provider.apiKey };
  }
}

/** What a child process parses back to the same Env; everything that is not the studio's is handed on. */
export function environmentOf(env: Env): NodeJS.ProcessEnv {
  const variables: Record<string, string | null> = {
    HOST: env.host,
    PORT: String(env.port),
    DATABASE_URL: env.databaseUrl,
    GLAN_ALLOWED_HOSTS: env.allowedHosts.join(","),
    GLAN_DATA_DIR: env.dataDir,
    GLAN_MODEL: env.models.generation,
    GLAN_ANSWER_MODEL: env.models.answer,
    GLAN_JUDGE_MODEL: env.models.judge,
    GLAN_CONCURRENCY: String(env.concurrency),
    GLAN_WORKERS: String(env.workers),
    ...providerVariables(env),
  };
  // Nothing of the studio speaks to anybody it was not told to.
  const environment: NodeJS.ProcessEnv = { ...process.env, NEXT_TELEMETRY_DISABLED: "1" };
  for (const name of OURS) {
    const value = variables[name] ?? null;
    if (value === null) delete environment[name];
    else environment[name] = value;
  }
  return environment;
}
