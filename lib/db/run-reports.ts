import { type RunPlan, RunPlanSchema } from "#lib/glan/run-plan.ts";
import type { FailureGroup, RunReport, RunSummary, TurnProgress } from "#lib/glan/run-report.ts";
import { TurnSchema } from "#lib/glan/words.ts";
import type { Database } from "./client.ts";
import { fromKindRow } from "./stage-rows.ts";

type ProgressRow = { [Key in keyof TurnProgress]: TurnProgress[Key] } & { nodeId: number };

// Sums of counters are far below 2^53: nano-USD reach it at nine million dollars.
const PROGRESS_COLUMNS = `stage, turn, sum(planned)::float8 AS planned, sum(done)::float8 AS done,
  sum(failed)::float8 AS failed, sum(calls)::float8 AS calls, sum(reused)::float8 AS reused,
  sum(in_doubt)::float8 AS "inDoubt", sum(labels_stripped)::float8 AS "labelsStripped",
  sum(input_tokens)::float8 AS "inputTokens", sum(cached_tokens)::float8 AS "cachedTokens",
  sum(output_tokens)::float8 AS "outputTokens", sum(cost_nano_usd)::float8 AS "costNanoUsd"`;

/** One run with its disciplines and failures, or null. */
export async function readRunReport(db: Database, runId: number): Promise<RunReport | null> {
  const [summary] = await readSummaries(db, [runId]);
  if (summary === undefined) return null;
  const [perNode, names, failures] = await Promise.all([
    db.pool.query<ProgressRow>(
      `SELECT node_id AS "nodeId", ${PROGRESS_COLUMNS} FROM run_progress WHERE run_id = $1
        GROUP BY node_id, stage, turn ORDER BY node_id, stage, turn`,
      [runId],
    ),
    db.pool.query<{ nodeId: number; name: string }>(
      `SELECT node_id AS "nodeId", name FROM release_node WHERE release_number = $1
          AND node_id IN (SELECT node_id FROM run_progress WHERE run_id = $2)`,
      [summary.releaseNumber, runId],
    ),
    db.pool.query<FailureGroup>(
      `SELECT stage, turn, kind, count(*)::int AS count,
              (array_agg(message ORDER BY id DESC))[1] AS message
         FROM failure WHERE run_id = $1 AND resolved_at IS NULL
        GROUP BY stage, turn, kind ORDER BY count(*) DESC, stage, turn, kind`,
      [runId],
    ),
  ]);
  const nameOf = new Map(names.rows.map((row) => [row.nodeId, row.name]));
  const disciplines = new Map<number, TurnProgress[]>();
  for (const { nodeId, ...turn } of perNode.rows) {
    disciplines.set(nodeId, [...(disciplines.get(nodeId) ?? []), turn]);
  }
  return {
    ...summary,
    disciplines: [...disciplines]
      .map(([nodeId, turns]) => ({ nodeId, name: nameOf.get(nodeId) ?? `node ${nodeId}`, turns }))
      .sort((a, b) => a.name.localeCompare(b.name, "en")),
    failures: failures.rows,
  };
}

/** All runs, the newest first. */
export async function listRunSummaries(db: Database): Promise<RunSummary[]> {
  const { rows } = await db.pool.query<{ id: number }>("SELECT id FROM run ORDER BY id DESC LIMIT 500");
  return readSummaries(
    db,
    rows.map((row) => row.id),
  );
}

async function readSummaries(db: Database, runIds: readonly number[]): Promise<RunSummary[]> {
  const runs = await db.prisma.run.findMany({
    where: { id: { in: [...runIds] } },
    orderBy: { id: "desc" },
  });
  const plans = new Map(runs.map((run) => [run.id, RunPlanSchema.parse(run.plan)]));
  const [totals, models, nodes] = await Promise.all([
    db.pool.query<TurnProgress & { runId: number }>(
      `SELECT run_id AS "runId", ${PROGRESS_COLUMNS} FROM run_progress WHERE run_id = ANY($1)
        GROUP BY run_id, stage, turn ORDER BY run_id, stage, turn`,
      [runIds],
    ),
    db.prisma.modelProfile.findMany({
      select: { id: true, model: true, provider: { select: { isDemo: true } } },
    }),
    db.prisma.node.findMany({
      where: { id: { in: [...new Set([...plans.values()].flatMap((plan) => plan.nodeIds))] } },
      select: { id: true, name: true, kind: true },
    }),
  ]);
  const modelOf = new Map(models.map((profile) => [profile.id, profile]));
  const nodeOf = new Map(nodes.map((node) => [node.id, node]));
  return runs.flatMap((run) => {
    const plan = plans.get(run.id);
    if (plan === undefined) return [];
    return [
      {
        id: run.id,
        state: run.state,
        reason: run.reason,
        releaseNumber: run.releaseNumber,
        isSample: run.isSample,
        isDemo: Object.values(plan.turns).some((turn) => modelOf.get(turn.modelProfileId)?.provider.isDemo),
        createdBy: run.createdBy,
        createdAt: run.createdAt.toISOString(),
        finishedAt: run.finishedAt?.toISOString() ?? null,
        plan,
        scope: plan.nodeIds.flatMap((nodeId) => {
          const node = nodeOf.get(nodeId);
          return node === undefined ? [] : [{ nodeId, name: node.name, kind: fromKindRow(node.kind) }];
        }),
        models: modelNames(plan, modelOf),
        budgetNanoUsd: run.budgetNanoUsd === null ? null : Number(run.budgetNanoUsd),
        spentNanoUsd: Number(run.spentNanoUsd),
        reservedNanoUsd: Number(run.reservedNanoUsd),
        openJobs: run.openJobs,
        totals: totals.rows
          .filter((row) => row.runId === run.id)
          .map(({ runId: _, ...turn }) => ({ ...turn, turn: TurnSchema.parse(turn.turn) })),
      },
    ];
  });
}

function modelNames(plan: RunPlan, modelOf: ReadonlyMap<number, { model: string }>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(plan.turns).map(([prompt, turn]) => [
      prompt,
      modelOf.get(turn.modelProfileId)?.model ?? "unknown model",
    ]),
  );
}
