import type { Command } from "commander";
import { listRunSummaries, readRunReport } from "#lib/db/run-reports.ts";
import { StudioError, UsageError } from "#lib/errors.ts";
import type { RunsWorld } from "#lib/runs/start-run.ts";
import { cancelRun, pauseRun, resumeRun } from "#lib/runs/steer-run.ts";
import type { CommandLine } from "../command-line.ts";
import type { CommandResult } from "../command-result.ts";
import { wholeNumber } from "../option-values.ts";
import { readRunCosts } from "../run-cost.ts";
import { describeRunLine, formatRun, formatRunList } from "../run-text.ts";
import type { StudioWorld } from "../studio-world.ts";

const RUN_ID_MAX = 2 ** 31 - 1;

/** What can be done to a run, and how the command says so. */
const STEERING = {
  pause: { description: "let the calls in flight finish and send no more", act: pauseRun },
  resume: { description: "take a paused run up again", act: resumeRun },
  cancel: { description: "end a run; what it made stays", act: cancelRun },
} as const satisfies Record<
  string,
  { description: string; act: (world: RunsWorld, runId: number) => Promise<void> }
>;

export function addRun(program: Command, line: CommandLine): void {
  const run = program
    .command("run")
    .helpCommand(false)
    .description("list, show and steer runs; without an ID it is the newest");
  run
    .command("list")
    .description("all runs, the newest first")
    .action(() => line.perform(listRuns));
  addIdArgument(run.command("show"))
    .description("what a run is asked to do and how far it is")
    .action((id?: number) => line.perform((studio) => showRun(studio, id)));
  for (const [name, { description, act }] of Object.entries(STEERING)) {
    addIdArgument(run.command(name))
      .description(description)
      .action((id?: number) => line.perform((studio) => steerRun(studio, act, id)));
  }
}

function addIdArgument(command: Command): Command {
  return command.argument("[ID]", "number of the run (default: the newest)", wholeNumber(1, RUN_ID_MAX));
}

async function listRuns({ db }: StudioWorld): Promise<CommandResult> {
  const [runs, costOf] = await Promise.all([listRunSummaries(db), readRunCosts(db)]);
  return { document: { runs }, text: formatRunList(runs.map((run) => ({ run, cost: costOf(run) }))) };
}

async function showRun({ db }: StudioWorld, id: number | undefined): Promise<CommandResult> {
  const run = await readRunReport(db, id ?? (await findNewest(db)));
  if (run === null) throw new UsageError(`There is no run ${id}. \`glan run list\` shows them.`);
  const cost = (await readRunCosts(db))(run);
  return { document: { run }, text: formatRun(run, cost) };
}

async function steerRun(
  studio: StudioWorld,
  act: (world: RunsWorld, runId: number) => Promise<void>,
  id: number | undefined,
): Promise<CommandResult> {
  const { db } = studio;
  const runId = id ?? (await findNewest(db));
  await act({ db, queue: await studio.queue() }, runId);
  const run = await readRunReport(db, runId);
  if (run === null) throw new Error(`run ${runId} is gone`);
  return { document: { run }, text: `Now ${describeRunLine(run)}.` };
}

async function findNewest(db: StudioWorld["db"]): Promise<number> {
  const [newest] = await listRunSummaries(db);
  if (newest === undefined) throw new StudioError("There is no run yet. `glan generate` starts one.");
  return newest.id;
}
