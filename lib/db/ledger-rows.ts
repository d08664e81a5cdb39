import type { CompletionState, Stage, Turn } from "#lib/glan/words.ts";

/** Where a call's counts belong. */
export interface CallPlace {
  readonly runId: number;
  readonly nodeId: number;
  readonly stage: Stage;
  readonly turn: Turn;
}

/** A call as it is written before it is sent for the first time. */
export interface NewCall extends CallPlace {
  /** Both as canonical uuid text. */
  readonly key: string;
  readonly promptHash: string;
  readonly parentCallId: bigint | null;
  readonly inputId: bigint | null;
  readonly draw: bigint;
  readonly modelProfileId: number;
  readonly promptVersionId: number;
  readonly workerId: number;
  readonly sentAt: number;
  /** What it may cost; null where the run has no cap. */
  readonly reservedNanoUsd: bigint | null;
}

/** A call of the ledger that is sent again; `attempt` is the one before. */
export interface CallAgain extends CallPlace {
  readonly callId: bigint;
  readonly attempt: number;
  readonly workerId: number;
  readonly sentAt: number;
  readonly reservedNanoUsd: bigint | null;
}

/** Written ahead and committed: it may go out. */
export interface SentCall {
  readonly kind: "sent";
  readonly callId: bigint;
  readonly attempt: number;
}

/** The run's cap has no room for it beside what is spent and reserved. */
export interface OverBudget {
  readonly kind: "over-budget";
}

/** What the ledger holds of a call already. */
export interface FoundCall {
  readonly kind: "found";
  readonly callId: bigint;
  readonly attempt: number;
  readonly runId: number;
  readonly workerId: number;
  /** The worker said within the last seconds that it lives. */
  readonly isWorkerAlive: boolean;
  /** The first completion that is ok, else that of the last attempt; null while it is missing. */
  readonly completion: FoundCompletion | null;
}

export interface FoundCompletion {
  readonly attempt: number;
  readonly state: CompletionState;
  readonly httpStatus: number | null;
  readonly content: string | null;
}

/** A completion as it is stored: raw first, with what classification made of it. */
export interface NewCompletion extends CallPlace {
  readonly callId: bigint;
  readonly attempt: number;
  readonly state: CompletionState;
  readonly httpStatus: number | null;
  readonly latencyMs: number;
  readonly receivedAt: number;
  readonly inputTokens: number | null;
  readonly cachedTokens: number | null;
  readonly outputTokens: number | null;
  readonly costNanoUsd: bigint | null;
  readonly content: string | null;
  readonly envelope: Buffer;
  /** What was reserved when it was sent, to be given back. */
  readonly reservedNanoUsd: bigint | null;
}
