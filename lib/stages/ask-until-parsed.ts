import type { NewFailure } from "#lib/db/jobs.ts";
import type { Stage, Turn } from "#lib/glan/words.ts";
import type { AskTurn, Stopped, TurnRequest } from "./handler.ts";
import type { Parsed } from "./stage.ts";

/** How often a completion that cannot be parsed is asked again before a person is told. */
const ASKED_AGAIN_MAX = 2;

export interface ParsedTurn<T> {
  readonly kind: "parsed";
  readonly value: T;
  readonly callId: bigint;
  readonly attempt: number;
  readonly content: string;
  readonly isReused: boolean;
}

export interface FailedTurn {
  readonly kind: "failed";
  readonly callId: bigint;
  /** A CompletionState, or "unparsed". */
  readonly state: string;
  readonly message: string;
}

/**
 * Asks, and asks again where the completion cannot be parsed. Parsing is pure, so a completion found in
 * the ledger is parsed as the present parser does and costs nothing.
 */
export async function askUntilParsed<T>(
  ask: AskTurn,
  request: Omit<TurnRequest, "again">,
  parse: (content: string) => Parsed<T>,
): Promise<ParsedTurn<T> | FailedTurn | Stopped> {
  for (let again = 0; ; again++) {
    const outcome = await ask({ ...request, again });
    if (outcome.kind === "stopped") return outcome;
    if (outcome.kind === "failed") {
      return {
        kind: "failed",
        callId: outcome.callId,
        state: outcome.state,
        message: outcome.message,
      };
    }
    const { callId, attempt, content, isReused } = outcome;
    const parsed = parse(content);
    if (parsed.kind === "parsed")
      return { kind: "parsed", value: parsed.value, callId, attempt, content, isReused };
    if (again === ASKED_AGAIN_MAX) {
      return {
        kind: "failed",
        callId,
        state: "unparsed",
        message: parsed.reason,
      };
    }
  }
}

export function failureOf(
  failed: FailedTurn,
  place: { nodeId: number; stage: Stage; turn: Turn },
): NewFailure {
  return {
    ...place,
    callId: failed.callId,
    kind: failed.state,
    message: failed.message,
  };
}
