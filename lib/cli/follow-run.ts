import { setTimeout as wait } from "node:timers/promises";
import { readRunReport } from "#lib/db/run-reports.ts";
import { listLiveWorkers } from "#lib/db/workers.ts";
import type { RunReport } from "#lib/glan/run-report.ts";
import { type Services, startServices } from "#lib/launch/start-services.ts";
import type { CommandContext } from "./command-line.ts";
import { readRunCosts } from "./run-cost.ts";
import { describeProgress } from "./run-text.ts";
import type { StudioWorld } from "./studio-world.ts";

const LOOK_EVERY_MS = 500;
/** Workers report every few seconds; looking for them more often tells nothing new. */
const WORKERS_EVERY = 10;

/**
 * Shows a run's progress until it is over, paused, or the user has seen enough. Where no worker lives,
 * also one that died meanwhile, one is started for as long as this waits.
 */
export async function followRun(
  studio: StudioWorld,
  context: CommandContext,
  runId: number,
): Promise<RunReport> {
  const { db, databaseUrl } = studio;
  const costOf = await readRunCosts(db);
  let services: Services | null = null;
  try {
    for (let look = 0; ; look++) {
      const run = await readRunReport(db, runId);
      if (run === null) throw new Error(`run ${runId} is gone`);
      context.progress.show(describeProgress(run, costOf(run)));
      if (isSettled(run) || context.signal.aborted) return run;
      if (services === null && look % WORKERS_EVERY === 0 && (await listLiveWorkers(db)).length === 0) {
        services = await startServices(context.env, databaseUrl, { web: false, workers: 1 });
      }
      await wait(LOOK_EVERY_MS, undefined, { signal: context.signal }).catch(() => undefined);
    }
  } finally {
    context.progress.end();
    await services?.stop();
  }
}

function isSettled(run: RunReport): boolean {
  return run.state === "completed" || run.state === "cancelled" || run.state === "paused";
}
