import type { PromptName, Sampling } from "#lib/glan/run-plan.ts";
import type { ChatMessage, CompletionState, Stage, Turn } from "#lib/glan/words.ts";

/** One question to a model. Everything that makes it unique, and where it belongs. */
export interface CallRequest {
  readonly runId: number;
  readonly nodeId: number;
  readonly stage: Stage;
  readonly turn: Turn;
  readonly promptName: PromptName;
  readonly promptVersionId: number;
  readonly modelProfileId: number;
  readonly sampling: Sampling;
  readonly messages: readonly ChatMessage[];
  /** 0..9 of a subject list, the rank of the combination of a question, else 0. */
  readonly draw: bigint;
  /** The call of turn 1 that this one continues or answers. */
  readonly parentCallId: bigint | null;
  /** The subject, syllabus or question the prompt was built from. */
  readonly inputId: bigint | null;
  /** Distinguishes asking the same again on purpose (a completion that could not be parsed): 0 the first time. */
  readonly again: number;
}

/**
 * What became of it. `completed` is committed before it is returned, bought now or found in the ledger.
 * `failed` is a state of its own, committed with its raw body; nothing retries it further.
 * `stopped` means the run may not go on: the caller leaves the job open.
 */
export type CallOutcome =
  | {
      readonly kind: "completed";
      readonly callId: bigint;
      /** Which completion of the call it is. */
      readonly attempt: number;
      readonly content: string;
      /** Another run had bought it. */
      readonly isReused: boolean;
    }
  | {
      readonly kind: "failed";
      readonly callId: bigint;
      readonly state: Exclude<CompletionState, "ok">;
      readonly message: string;
    }
  | { readonly kind: "stopped"; readonly reason: StopReason; readonly message: string };

/** Why calls of a run are no longer sent. All but "halted" pause the run with the message. */
export type StopReason = "halted" | "budget" | "quota" | "unauthorised" | "unreachable";

export type Ask = (request: CallRequest) => Promise<CallOutcome>;
