import path from "node:path";
import { z } from "zod";
import { UsageError } from "./errors.ts";

/** The demo model, or an OpenAI-compatible endpoint. `url` of the demo is null until one was started. */
export type ProviderEnv =
  | { readonly kind: "demo"; readonly url: string | null }
  | { readonly kind: "endpoint"; readonly baseUrl: string; readonly apiKey: string | null };

export interface Env {
  readonly host: string;
  /** Names besides HOST under which browsers may reach the pages; lower case, without ports. */
  readonly allowedHosts: readonly string[];
  readonly port: number;
  /** Null: the embedded PostgreSQL under dataDir. */
  readonly databaseUrl: string | null;
  readonly dataDir: string;
  readonly provider: ProviderEnv;
  readonly models: { readonly generation: string; readonly answer: string; readonly judge: string };
  /** Calls in flight per worker. */
  readonly concurrency: number;
  /** Workers started by `npm start`. */
  readonly workers: number;
  readonly admin: { readonly email: string; readonly password: string } | null;
}

export const DEMO_MODEL = "demo-recorded";
const OPENAI_BASE_URL = "https://api.openai.com/v1";

// `VAR= npm start` means the same as not setting it.
const blankAsMissing = (value: unknown) => (value === "" ? undefined : value);
const text = z.preprocess(blankAsMissing, z.string().optional());
const wholeNumber = (fallback: number, min: number, max: number) =>
  z.preprocess(blankAsMissing, z.coerce.number().int().min(min).max(max).default(fallback));

const splitNames = (names: string) =>
  names
    .split(",")
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== "");

const EnvSchema = z.object({
  HOST: z.preprocess(blankAsMissing, z.string().default("127.0.0.1")),
  GLAN_ALLOWED_HOSTS: text,
  PORT: wholeNumber(3000, 0, 65_535),
  DATABASE_URL: z.preprocess(
    blankAsMissing,
    z
      .string()
      .regex(/^postgres(ql)?:\/\//, "must start with postgres:// or postgresql://")
      .optional(),
  ),
  GLAN_DATA_DIR: z.preprocess(blankAsMissing, z.string().default(".glan")),
  OPENAI_API_KEY: text,
  OPENAI_BASE_URL: z.preprocess(blankAsMissing, z.url({ protocol: /^https?$/ }).optional()),
  GLAN_DEMO_MODEL_URL: z.preprocess(blankAsMissing, z.url({ protocol: /^https?$/ }).optional()),
  GLAN_MODEL: text,
  GLAN_ANSWER_MODEL: text,
  GLAN_JUDGE_MODEL: text,
  GLAN_CONCURRENCY: wholeNumber(64, 1, 10_000),
  GLAN_WORKERS: wholeNumber(1, 0, 64),
  GLAN_ADMIN_EMAIL: z.preprocess(blankAsMissing, z.email().optional()),
  GLAN_ADMIN_PASSWORD: z.preprocess(blankAsMissing, z.string().min(12).optional()),
});

/** Parses the environment once, at the start of a process. Throws UsageError naming every variable that is wrong. */
export function readEnv(source: Record<string, string | undefined>): Env {
  const result = EnvSchema.safeParse(source);
  if (!result.success) {
    const problems = result.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
    throw new UsageError(`The environment is not usable. ${problems.join("; ")}.`);
  }
  const env = result.data;
  const isDemo = env.OPENAI_API_KEY === undefined && env.OPENAI_BASE_URL === undefined;
  const generation = env.GLAN_MODEL ?? (isDemo ? DEMO_MODEL : "gpt-4o");
  const hasAdmin = env.GLAN_ADMIN_EMAIL !== undefined && env.GLAN_ADMIN_PASSWORD !== undefined;
  return {
    host: env.HOST,
    allowedHosts: splitNames(env.GLAN_ALLOWED_HOSTS ?? ""),
    port: env.PORT,
    databaseUrl: env.DATABASE_URL ?? null,
    dataDir: path.resolve(env.GLAN_DATA_DIR),
    provider: isDemo
      ? { kind: "demo", url: env.GLAN_DEMO_MODEL_URL ?? null }
      : {
          kind: "endpoint",
          baseUrl: env.OPENAI_BASE_URL ?? OPENAI_BASE_URL,
          apiKey: env.OPENAI_API_KEY ?? null,
        },
    models: {
      generation,
      answer: env.GLAN_ANSWER_MODEL ?? (isDemo || env.GLAN_MODEL !== undefined ? generation : "gpt-4o-mini"),
      judge: env.GLAN_JUDGE_MODEL ?? generation,
    },
    concurrency: env.GLAN_CONCURRENCY,
    workers: env.GLAN_WORKERS,
    admin: hasAdmin ? { email: env.GLAN_ADMIN_EMAIL ?? "", password: env.GLAN_ADMIN_PASSWORD ?? "" } : null,
  };
}
