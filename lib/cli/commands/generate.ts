import type { Command } from "commander";
import { z } from "zod";
import { readRunReport } from "#lib/db/run-reports.ts";
import { StudioError } from "#lib/errors.ts";
import { DEFAULT_PLAN, PAIRS_PER_SYLLABUS_MAX, SUBJECT_DRAWS_MAX } from "#lib/glan/run-plan.ts";
import { ensureStudioModels } from "#lib/launch/studio-models.ts";
import { startRun } from "#lib/runs/start-run.ts";
import type { CommandContext, CommandLine } from "../command-line.ts";
import type { CommandResult } from "../command-result.ts";
import { followRun } from "../follow-run.ts";
import { dollars, seed, wholeNumber } from "../option-values.ts";
import { readRunCosts } from "../run-cost.ts";
import { describeOutcome, describeRunLine, totalOf } from "../run-text.ts";
import type { StudioWorld } from "../studio-world.ts";

const OptionsSchema = z.object({
  node: z.array(z.string()).default([]),
  subjectDraws: z.number().exactOptional(),
  maxSubjects: z.number().exactOptional(),
  pairsPerSyllabus: z.number().exactOptional(),
  seed: z.string().exactOptional(),
  budget: z.number().exactOptional(),
  wait: z.boolean().default(false),
});
type Options = z.infer<typeof OptionsSchema>;

export function addGenerate(program: Command, line: CommandLine): void {
  program
    .command("generate")
    .description("start a run: subjects, syllabi and pairs of a part of the taxonomy")
    .option(
      "--node <NAME>",
      "field, sub-field or discipline, by name or path; may be repeated (default: all)",
      collect,
    )
    .option(
      "--subject-draws <N>",
      `subject lists drawn for each discipline (default: ${DEFAULT_PLAN.subjectDraws})`,
      wholeNumber(1, SUBJECT_DRAWS_MAX),
    )
    .option("--max-subjects <N>", "only the most often named subjects of each discipline", wholeNumber(1))
    .option(
      "--pairs-per-syllabus <N>",
      `questions with answers for each syllabus (default: ${DEFAULT_PLAN.pairsPerSyllabus})`,
      wholeNumber(0, PAIRS_PER_SYLLABUS_MAX),
    )
    .option("--seed <S>", `names the order of draws (default: "${DEFAULT_PLAN.seed}")`, seed)
    .option("--budget <USD>", "the run pauses before it would cost more", dollars)
    .option("--wait", "show progress and return when the run is over")
    .action(async (values: unknown) => {
      const options = OptionsSchema.parse(values);
      await line.perform((studio, context) => generate(studio, context, options));
    });
}

function collect(value: string, values: string[] = []): string[] {
  return [...values, value];
}

async function generate(
  studio: StudioWorld,
  context: CommandContext,
  options: Options,
): Promise<CommandResult> {
  const { db } = studio;
  const models = await ensureStudioModels(db, context.env);
  const { node, wait: isWaiting, budget, ...wishes } = options;
  const { runId } = await startRun(
    { db, queue: await studio.queue() },
    {
      nodes: node,
      ...wishes,
      ...(budget === undefined ? {} : { budgetUsd: budget }),
      createdBy: "command line",
      models: { generation: models.generation.id, answer: models.answer.id },
    },
  );
  return isWaiting ? waitForRun(studio, context, runId) : tellStarted(studio, runId);
}

async function tellStarted({ db }: StudioWorld, runId: number): Promise<CommandResult> {
  const run = await readRunReport(db, runId);
  if (run === null) throw new Error(`run ${runId} is gone`);
  return {
    document: { run },
    text: `Started ${describeRunLine(run)}. \`glan run show ${runId}\` tells how far it is.`,
  };
}

async function waitForRun(
  studio: StudioWorld,
  context: CommandContext,
  runId: number,
): Promise<CommandResult> {
  const run = await followRun(studio, context, runId);
  const cost = (await readRunCosts(studio.db))(run);
  const totals = totalOf(run);
  const document = { run, summary: { ...totals, costNanoUsd: cost } };
  if (context.signal.aborted && run.state !== "completed") {
    throw new StudioError(
      `${describeOutcome(run, cost)} It goes on with the next worker; \`glan run cancel ${runId}\` ends it.`,
    );
  }
  const isWhole = run.state === "completed" && totals.failed === 0 && totals.pairs >= totals.pairsPlanned;
  return {
    document,
    isFailure: !isWhole,
    text: [
      describeOutcome(run, cost),
      ...(run.reason === null || run.state === "completed" ? [] : [run.reason]),
      ...run.failures.map(
        ({ stage, kind, count, message }) => `${count} of ${stage} failed (${kind}): ${message}`,
      ),
    ].join("\n"),
  };
}
