import type { Database } from "#lib/db/client.ts";
import type { ClaimedJob } from "#lib/db/jobs.ts";
import { type RunSetup, readRunSetup } from "#lib/db/runs.ts";
import type { Ask } from "#lib/llm/ask.ts";
import { promptDefinitions } from "#lib/stages/definitions.ts";
import type { AskTurn } from "#lib/stages/handler.ts";

/** Plans and templates of the runs this process works on; they never change once a run has started. */
export function openRunSetups(db: Database): { get(runId: number): Promise<RunSetup> } {
  const setups = new Map<number, Promise<RunSetup>>();
  return {
    get(runId) {
      const known = setups.get(runId);
      if (known !== undefined) return known;
      const setup = readRunSetup(db, runId);
      setups.set(runId, setup);
      setup.catch(() => setups.delete(runId));
      return setup;
    },
  };
}

/** Completes a handler's question with where it belongs and what the run's plan says of its prompt. */
export function askOfJob(ask: Ask, run: RunSetup, job: ClaimedJob): AskTurn {
  return ({ prompt, ...request }) =>
    ask({
      ...request,
      ...run.plan.turns[prompt],
      runId: run.runId,
      nodeId: job.nodeId,
      stage: job.stage,
      turn: promptDefinitions[prompt].turn,
      promptName: prompt,
    });
}
