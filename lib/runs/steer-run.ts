import {
  cancelRun as cancelRunRow,
  readRunStates,
  requestPause,
  resumeRun as resumeRunRow,
  settlePausing,
} from "#lib/db/runs.ts";
import { UsageError } from "#lib/errors.ts";
import type { RunState } from "#lib/glan/words.ts";
import type { RunsWorld } from "./start-run.ts";

/** Pausing drains the calls in flight; the run is paused when the last worker has let go of it. */
export async function pauseRun(world: RunsWorld, runId: number): Promise<void> {
  const state = await readState(world, runId);
  if (!(await requestPause(world.db, runId, "Paused by hand."))) {
    throw new UsageError(`Run ${runId} is ${state}; only a running run can be paused.`);
  }
  await settlePausing(world.db);
}

export async function resumeRun(world: RunsWorld, runId: number): Promise<void> {
  const state = await readState(world, runId);
  if (await resumeRunRow(world.db, world.queue.enqueue, runId)) return;
  throw new UsageError(
    state === "pausing"
      ? `Run ${runId} is still finishing its calls in flight. Resume it in a moment.`
      : `Run ${runId} is ${state}; only a paused run can be resumed.`,
  );
}

/** What the run made stays; what was not made is given up. */
export async function cancelRun(world: RunsWorld, runId: number): Promise<void> {
  const state = await readState(world, runId);
  if (!(await cancelRunRow(world.db, runId, "Cancelled by hand."))) {
    throw new UsageError(`Run ${runId} is ${state} already.`);
  }
}

async function readState(world: RunsWorld, runId: number): Promise<RunState> {
  const state = (await readRunStates(world.db, [runId])).get(runId)?.state;
  if (state === undefined) throw new UsageError(`There is no run ${runId}. \`glan run list\` shows them.`);
  return state;
}
