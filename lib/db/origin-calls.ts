import type { OriginCall } from "#lib/glan/library.ts";
import type { Sampling } from "#lib/glan/run-plan.ts";
import { type PromptName, RunPlanSchema } from "#lib/glan/run-plan.ts";
import type { Database } from "./client.ts";

type CallRow = Omit<OriginCall, "sampling" | "sentAt"> & { readonly sentAt: Date; readonly plan: unknown };

/** The calls named, in the order of the ids given; ids without a call are left out. */
export async function readOriginCalls(db: Database, ids: readonly bigint[]): Promise<OriginCall[]> {
  const { rows } = await db.pool.query<CallRow>(
    `SELECT call.id::text AS id, call.run_id AS "runId", call.stage, call.turn, call.attempt,
            coalesce(completion.state::text, 'sent') AS state, model_profile.model, provider.name AS provider,
            provider.is_demo AS "isDemo",
            prompt_version.name AS prompt, prompt_version.version AS "promptVersion", run.plan,
            call.sent_at AS "sentAt", completion.latency_ms AS "latencyMs",
            completion.input_tokens AS "inputTokens", completion.cached_tokens AS "cachedTokens",
            completion.output_tokens AS "outputTokens", completion.cost_nano_usd::float8 AS "costNanoUsd"
       FROM call
       JOIN model_profile ON model_profile.id = call.model_profile_id
       JOIN provider ON provider.id = model_profile.provider_id
       JOIN prompt_version ON prompt_version.id = call.prompt_version_id
       LEFT JOIN run ON run.id = call.run_id
       LEFT JOIN completion ON completion.call_id = call.id AND completion.attempt = call.attempt
      WHERE call.id = ANY($1::bigint[])
      ORDER BY array_position($1::bigint[], call.id)`,
    [ids],
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
