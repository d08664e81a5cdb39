import type { Database } from "#lib/db/client.ts";
import { readLatestPromptVersions } from "#lib/db/prompts.ts";
import { createRun } from "#lib/db/runs.ts";
import { readRelease } from "#lib/db/taxonomy.ts";
import { StudioError, UsageError } from "#lib/errors.ts";
import {
  DEFAULT_PLAN,
  DEFAULT_SAMPLING,
  PROMPT_NAMES,
  type PromptName,
  type RunPlan,
  RunPlanSchema,
} from "#lib/glan/run-plan.ts";
import { disciplinesUnder } from "#lib/glan/taxonomy.ts";
import type { Queue } from "#lib/jobs/queue.ts";
import { resolveNodes } from "./resolve-nodes.ts";

export interface RunsWorld {
  readonly db: Database;
  readonly queue: Pick<Queue, "enqueue">;
}

export interface StartRunRequest {
  /** Names or paths of the latest release; empty means the whole release. */
  readonly nodes: readonly string[];
  readonly subjectNames?: readonly string[];
  readonly subjectDraws?: number;
  readonly maxSubjects?: number | null;
  readonly pairsPerSyllabus?: number;
  readonly seed?: string;
  readonly budgetUsd?: number;
  readonly createdBy: string;
  readonly isSample?: boolean;
  /** Model profile ids: the answer model for answers, the generation model for all before. */
  readonly models: { readonly generation: number; readonly answer: number };
}

const NANO = 1_000_000_000;

/** Plans a run on the latest release and hands its first jobs to the workers, in one transaction. */
export async function startRun(world: RunsWorld, request: StartRunRequest): Promise<{ runId: number }> {
  const { db } = world;
  const release = await readRelease(db);
  if (release === null) {
    throw new StudioError(
      "There is no release to generate from. Import a taxonomy first: glan taxonomy import FILE.",
    );
  }
  const roots = resolveNodes(release.nodes, request.nodes);
  const disciplines = disciplinesUnder(
    release.nodes,
    roots.map((node) => node.id),
  );
  if (disciplines.length === 0) {
    throw new UsageError("There is no discipline in this scope, so there is nothing to generate.");
  }
  const promptVersions = await readLatestPromptVersions(db);
  const plan = RunPlanSchema.parse({
    nodeIds: roots.map((node) => node.id),
    subjectNames: [...(request.subjectNames ?? [])],
    subjectDraws: request.subjectDraws ?? DEFAULT_PLAN.subjectDraws,
    maxSubjects: request.maxSubjects ?? DEFAULT_PLAN.maxSubjects,
    pairsPerSyllabus: request.pairsPerSyllabus ?? DEFAULT_PLAN.pairsPerSyllabus,
    seed: request.seed ?? DEFAULT_PLAN.seed,
    inDoubt: DEFAULT_PLAN.inDoubt,
    turns: Object.fromEntries(
      PROMPT_NAMES.map((name) => [name, planTurn(name, request.models, promptVersions)]),
    ),
  } satisfies { [Key in keyof RunPlan]: unknown });
  return db.prisma.$transaction(
    (tx) =>
      createRun(tx, world.queue.enqueue, {
        releaseNumber: release.number,
        plan,
        budgetNanoUsd: request.budgetUsd === undefined ? null : BigInt(Math.round(request.budgetUsd * NANO)),
        isSample: request.isSample ?? false,
        createdBy: request.createdBy,
        jobs: disciplines.map(({ id }) => ({
          nodeId: id,
          stage: "list-subjects" as const,
          payload: { nodeId: id, draws: plan.subjectDraws },
        })),
        counts: disciplines.flatMap(({ id }) =>
          ([1, 2] as const).map((turn) => ({
            nodeId: id,
            stage: "list-subjects" as const,
            turn,
            planned: plan.subjectDraws,
          })),
        ),
      }),
    { maxWait: 30_000, timeout: 60_000 },
  );
}

function planTurn(
  name: PromptName,
  models: StartRunRequest["models"],
  promptVersions: ReadonlyMap<PromptName, number>,
) {
  const promptVersionId = promptVersions.get(name);
  if (promptVersionId === undefined) throw new Error(`prompt ${name} has no version`);
  return {
    modelProfileId: name === "write-pairs/answer" ? models.answer : models.generation,
    promptVersionId,
    sampling: DEFAULT_SAMPLING[name],
  };
}
