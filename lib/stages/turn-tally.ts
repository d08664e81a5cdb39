import type { TurnCount } from "#lib/db/jobs.ts";
import type { Stage } from "#lib/glan/words.ts";
import type { FailedTurn, ParsedTurn } from "./ask-until-parsed.ts";

interface Tally {
  done: number;
  failed: number;
  reused: number;
}

/**
 * Counts what became of a job's turns. The counts reach the run in the transaction that ends the job,
 * so a job that a dead worker left half done is counted once.
 */
export class TurnTally {
  readonly #turns: Record<1 | 2, Tally> = {
    1: { done: 0, failed: 0, reused: 0 },
    2: { done: 0, failed: 0, reused: 0 },
  };

  add(turn: 1 | 2, outcome: ParsedTurn<unknown> | FailedTurn): void {
    const tally = this.#turns[turn];
    if (outcome.kind === "failed") tally.failed++;
    else tally.done++;
    if (outcome.kind === "parsed" && outcome.isReused) tally.reused++;
  }

  counts(nodeId: number, stage: Stage): TurnCount[] {
    return [
      { nodeId, stage, turn: 1, ...this.#turns[1] },
      { nodeId, stage, turn: 2, ...this.#turns[2] },
    ];
  }
}
