import type { Database } from "#lib/db/client.ts";
import type { JobResult } from "#lib/db/jobs.ts";
import type { PairStore } from "#lib/db/pairs.ts";
import type { RunSetup } from "#lib/db/runs.ts";
import type { PromptName } from "#lib/glan/run-plan.ts";
import type { ChatMessage } from "#lib/glan/words.ts";
import type { CallOutcome, StopReason } from "#lib/llm/ask.ts";

/** What a handler says of one question; the run's plan adds model, sampling and prompt version. */
export interface TurnRequest {
  readonly prompt: PromptName;
  readonly messages: readonly ChatMessage[];
  readonly draw: bigint;
  readonly parentCallId: bigint | null;
  readonly inputId: bigint | null;
  /** How often the same was asked before because what came back could not be parsed. */
  readonly again: number;
}

export type AskTurn = (request: TurnRequest) => Promise<CallOutcome>;

/** What a handler may use. */
export interface JobWorld {
  readonly db: Database;
  readonly pairs: PairStore;
  readonly run: RunSetup;
  readonly ask: AskTurn;
}

/** Stopped: the run may not go on, the job stays open and is taken up again from the ledger. */
export interface Stopped {
  readonly kind: "stopped";
  readonly reason: StopReason;
  readonly message: string;
}

export type HandlerOutcome = { readonly kind: "done"; readonly result: JobResult } | Stopped;

export type Handler<Payload> = (payload: Payload, world: JobWorld) => Promise<HandlerOutcome>;
