import type { Command } from "commander";
import { readReleaseTree } from "#lib/db/release-tree.ts";
import { listRunSummaries } from "#lib/db/run-reports.ts";
import { listLiveWorkers } from "#lib/db/workers.ts";
import type { NODE_KINDS } from "#lib/glan/words.ts";
import { describeProvider } from "#lib/llm/describe-provider.ts";
import type { CommandContext, CommandLine } from "../command-line.ts";
import type { CommandResult } from "../command-result.ts";
import { formatCount, formatFacts } from "../format.ts";
import { describeRunLine } from "../run-text.ts";
import type { StudioWorld } from "../studio-world.ts";

export function addStatus(program: Command, line: CommandLine): void {
  program
    .command("status")
    .description("what is there: taxonomy, what was generated, models, workers and runs that go on")
    .action(() => line.perform(readStatus));
}

async function readStatus({ db, isRunning }: StudioWorld, { env }: CommandContext): Promise<CommandResult> {
  const [tree, runs, workers] = await Promise.all([
    readReleaseTree(db),
    listRunSummaries(db),
    listLiveWorkers(db),
  ]);
  const nodes = tree?.nodes ?? [];
  const count = (kind: (typeof NODE_KINDS)[number]) => nodes.filter((node) => node.kind === kind).length;
  const fields = nodes.filter((node) => node.parentId === null);
  const sum = (name: "subjects" | "syllabi" | "questions" | "pairs") =>
    fields.reduce((total, node) => total + node.totals[name], 0);
  const openRuns = runs.filter((run) => run.state !== "completed" && run.state !== "cancelled");
  const provider = describeProvider(env.provider);
  const document = {
    isRunning,
    provider: provider.slug,
    models: env.models,
    release: tree?.release ?? null,
    taxonomy: { fields: count("field"), subFields: count("sub-field"), disciplines: count("discipline") },
    generated: {
      subjects: sum("subjects"),
      syllabi: sum("syllabi"),
      questions: sum("questions"),
      pairs: sum("pairs"),
    },
    workers: workers.map(({ id, host, pid, concurrency, inFlight }) => ({
      id,
      host,
      pid,
      concurrency,
      inFlight,
    })),
    runs: { total: runs.length, open: openRuns.map(({ id, state, reason }) => ({ id, state, reason })) },
  };
  const text = [
    formatFacts([
      ["Studio", isRunning ? "running" : "not running (`npm start` starts it)"],
      ["Provider", provider.isDemo ? "the demo model: its texts are recordings or made up" : provider.slug],
      ["Models", `${env.models.generation}; answers by ${env.models.answer}`],
      [
        "Taxonomy",
        tree === null
          ? "no release yet"
          : `release ${tree.release.number}: ${formatCount(count("field"))} fields, ${formatCount(count("sub-field"))} sub-fields, ${formatCount(count("discipline"))} disciplines`,
      ],
      [
        "Generated",
        `${formatCount(sum("subjects"))} subjects, ${formatCount(sum("syllabi"))} syllabi, ${formatCount(sum("questions"))} questions, ${formatCount(sum("pairs"))} pairs`,
      ],
      [
        "Workers",
        workers.length === 0
          ? "none"
          : `${workers.length}, with ${workers.reduce((n, w) => n + w.inFlight, 0)} calls in flight`,
      ],
      ["Runs", `${runs.length}, of which ${openRuns.length} not over`],
    ]),
    ...openRuns.map((run) => `  ${describeRunLine(run)}`),
  ].join("\n");
  return { text, document };
}
