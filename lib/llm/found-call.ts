import type { FoundCall } from "#lib/db/ledger-rows.ts";
import type { RunPlan } from "#lib/glan/run-plan.ts";
import type { CompletionState } from "#lib/glan/words.ts";
import { isFinalState } from "./retry-rule.ts";

/** What follows from a call that the ledger holds already. */
export type FoundDecision =
  | { readonly kind: "reuse"; readonly attempt: number; readonly content: string }
  /** In a state of its own that asking again would not change, or left in doubt by the run's policy. */
  | { readonly kind: "leave"; readonly state: Exclude<CompletionState, "ok"> }
  | { readonly kind: "ask-again" }
  /** A living worker has it in flight. */
  | { readonly kind: "wait" }
  /** Its worker is gone: mark it, then look again. */
  | { readonly kind: "mark" };

/** Ours and not in flight: committed by a try whose acknowledgement was lost, so it is to be sent now. */
export function isOwnUnsent(found: FoundCall, workerId: number): boolean {
  return found.completion === null && found.workerId === workerId;
}

export function decideFound(
  found: FoundCall,
  asking: { readonly runId: number; readonly inDoubt: RunPlan["inDoubt"] },
): FoundDecision {
  const { completion } = found;
  if (completion === null) {
    return { kind: found.isWorkerAlive ? "wait" : "mark" };
  }
  const { state } = completion;
  if (state === "ok") {
    return { kind: "reuse", attempt: completion.attempt, content: completion.content ?? "" };
  }
  if (state === "in-doubt") {
    return asking.inDoubt === "ask-again" ? { kind: "ask-again" } : { kind: "leave", state };
  }
  // Another run may hope for better; the same run would only buy the same answer twice.
  const isSettled = found.runId === asking.runId && isFinalState(state, completion.httpStatus);
  return isSettled ? { kind: "leave", state } : { kind: "ask-again" };
}
