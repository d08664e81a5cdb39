import type { OriginCall } from "#lib/glan/library.ts";
import type { Sampling } from "#lib/glan/run-plan.ts";
import { type PromptName, RunPlanSchema } from "#lib/glan/run-plan.ts";
import type { Database } from "./client.ts";

type CallRow = Omit<OriginCall, "sampling" | "sentAt"> & { readonly sentAt: Date; readonly plan: unknown };

/** A completion by its call; attempt null means that of the last time it was sent. */
interface CompletionName {
  readonly callId: bigint;
  readonly attempt: number | null;
}

/** The calls of the completions named, in the order given; those that are not there are left out. */
export async function readOriginCalls(db: Database, names: readonly CompletionName[]): Promise<OriginCall[]> {
  const { rows } = await db.pool.query<CallRow>(
    `SELECT call.id::text AS id, call.run_id AS "runId", call.stage, call.turn,
            coalesce(named.attempt, call.attempt) AS attempt,
            coalesce(completion.state::text, 'sent') AS state, model_profile.model, provider.name AS provider,
            provider.is_demo AS "isDemo",
            prompt_version.name AS prompt, prompt_version.version AS "promptVersion", run.plan,
            call.sent_at AS "sentAt", completion.latency_ms AS "latencyMs",
            completion.input_tokens AS "inputTokens", completion.cached_tokens AS "cachedTokens",
            completion.output_tokens AS "outputTokens", completion.cost_nano_usd::float8 AS "costNanoUsd"
       FROM unnest($1::bigint[], $2::int[]) WITH ORDINALITY AS named (call_id, attempt, place)
       JOIN call ON call.id = named.call_id
       JOIN model_profile ON model_profile.id = call.model_profile_id
       JOIN provider ON provider.id = model_profile.provider_id
       JOIN prompt_version ON prompt_version.id = call.prompt_version_id
       LEFT JOIN run ON run.id = call.run_id
       LEFT JOIN completion ON completion.call_id = call.id
        AND completion.attempt = coalesce(named.attempt, call.attempt)
      ORDER BY named.place`,
    [names.map((name) => name.callId), names.map((name) => name.attempt)],
  );
  return rows.map(({ plan, sentAt, ...row }) => ({
    ...row,
    sentAt: sentAt.toISOString(),
    sampling: readSampling(plan, row.prompt),
  }));
}

/** The ledger keeps only a hash of the sampling; the plan of the run that bought the call says it. */
function readSampling(plan: unknown, prompt: string): Sampling | null {
  const parsed = RunPlanSchema.safeParse(plan);
  return parsed.success ? (parsed.data.turns[prompt as PromptName]?.sampling ?? null) : null;
}
