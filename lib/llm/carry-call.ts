import type { FoundCall, OverBudget, SentCall } from "#lib/db/ledger-rows.ts";
import type { CallOutcome } from "./ask.ts";
import type { CarryWorld } from "./carry-world.ts";
import type { Classified } from "./classify.ts";
import { describeState } from "./describe-state.ts";
import type { EndpointClient } from "./endpoint-client.ts";
import { type Answered, answerKind, exchangeCall } from "./exchange-call.ts";
import { decideFound, isOwnUnsent } from "./found-call.ts";
import type { PreparedCall } from "./prepared-call.ts";
import { decideRetry } from "./retry-rule.ts";
import type { Stopped } from "./run-stops.ts";

/** Where the ledger has the call, once it does. */
interface LedgerPlace {
  readonly callId: bigint;
  readonly attempt: number;
}

type Sending = SentCall | FoundCall | OverBudget | { readonly kind: "taken" };
type Step = Answered | Exclude<Sending, SentCall>;

/**
 * Carries a call to its outcome: permit, write-ahead, request, raw completion committed, then the retry rule,
 * and again. The permit is held from before the commit of "sent" until the commit of the completion, so sent
 * rows without a completion never exceed the worker's concurrency.
 */
export async function carryCall(call: PreparedCall, world: CarryWorld): Promise<CallOutcome> {
  const { permits, stops } = world;
  const { runId } = call.request;
  // Before anything is written ahead: an address that cannot be used throws here.
  const client = world.clientOf(call);
  let known: LedgerPlace | null = null;
  let failedBefore = 0;
  let limitedBefore = 0;

  for (;;) {
    const stopped = stops.find(runId);
    if (stopped !== null) return stopped;
    const run = await world.readRun(runId);
    const permit = await permits.acquire(call.limiter, runId);
    if (permit.kind === "stopped") return stopRun(permit);

    const settled = world.beginSettling(runId);
    let step: Step;
    try {
      step = await takeStep(call, known, run.isCapped, client, world);
    } catch (error) {
      permits.release(permit, "unsent");
      throw error;
    } finally {
      settled();
    }

    if (step.kind !== "answered") {
      permits.release(permit, "unsent");
      if (step.kind === "taken") known = null;
      else if (step.kind === "over-budget") await awaitRoom();
      else {
        const decision = decideFound(step, { runId, inDoubt: run.inDoubt });
        const { callId } = step;
        if (decision.kind === "reuse") {
          const { attempt, content } = decision;
          return { kind: "completed", callId, attempt, content, isReused: step.runId !== runId };
        }
        if (decision.kind === "leave") {
          return { kind: "failed", callId, state: decision.state, message: describeState(decision.state) };
        }
        if (decision.kind === "ask-again") known = { callId, attempt: step.attempt };
        if (decision.kind === "mark") await world.store.mark.submit({ callId, attempt: step.attempt });
        if (decision.kind === "wait") await stops.rest(runId, world.lookAgainMs);
      }
      continue;
    }

    known = step;
    const { callId, raw, classified, retryAfterMs } = step;
    const { state, message } = classified;
    const givenUp = permits.release(permit, answerKind(state), retryAfterMs);
    if (givenUp !== null) return stopRun(givenUp);
    const { isProbe } = permit;
    const decision = decideRetry(
      {
        state,
        httpStatus: raw.status,
        message,
        retryAfterMs,
        failedBefore,
        limitedBefore,
        isProbe,
        random: Math.random(),
      },
      world.retryRule,
    );
    switch (decision.kind) {
      case "keep":
        return {
          kind: "completed",
          callId,
          attempt: step.attempt,
          content: classified.content ?? "",
          isReused: false,
        };
      case "give-up":
        return failed(callId, classified);
      case "stop":
        return stopRun({ kind: "stopped", reason: decision.reason, message: decision.message });
      case "again":
        if (decision.costsAttempt) failedBefore++;
        limitedBefore = state === "rate-limited" ? limitedBefore + 1 : 0;
        await stops.rest(runId, decision.afterMs);
    }
  }

  /** Whoever asks next for this run learns the same. */
  function stopRun(stopped: Stopped): Stopped {
    stops.stop(runId, stopped.reason, stopped.message);
    return stopped;
  }

  /** What is in flight may settle below what was reserved for it; with nothing in flight the cap is reached. */
  async function awaitRoom(): Promise<void> {
    const settlement = world.nextSettled(runId);
    if (settlement !== null) return settlement;
    stops.stop(runId, "budget", "The run's budget is used up. Raise it, then resume the run.");
  }
}

/** Writes ahead and, unless the ledger says otherwise, sends and commits what came back. */
async function takeStep(
  call: PreparedCall,
  known: LedgerPlace | null,
  isCapped: boolean,
  client: EndpointClient,
  world: CarryWorld,
): Promise<Step> {
  const sending = await announce(call, known, isCapped, world);
  if (sending.kind === "sent") return exchangeCall(call, client, sending, isCapped, world);
  if (sending.kind === "found" && isOwnUnsent(sending, world.workerId)) {
    return exchangeCall(call, client, sending, isCapped, world);
  }
  return sending;
}

function failed(callId: bigint, { state, message }: Classified): CallOutcome {
  if (state === "ok") throw new Error(`call ${callId} is ok and was given up`);
  return { kind: "failed", callId, state, message: describeState(state, message) };
}

/** Writes ahead that the call goes out now: as a new row, or as the next attempt of one that is known. */
function announce(
  call: PreparedCall,
  known: LedgerPlace | null,
  isCapped: boolean,
  world: CarryWorld,
): Promise<Sending> {
  const { request, place, key, promptHash, endpoint } = call;
  const sending = {
    ...place,
    workerId: world.workerId,
    sentAt: world.clock(),
    reservedNanoUsd: isCapped ? call.estimateNanoUsd : null,
  };
  if (known !== null) {
    return world.store.sendAgain.submit({ ...sending, callId: known.callId, attempt: known.attempt });
  }
  const { parentCallId, inputId, draw, promptVersionId } = request;
  const { modelProfileId } = endpoint;
  return world.store.send.submit({
    ...sending,
    key,
    promptHash,
    parentCallId,
    inputId,
    draw,
    promptVersionId,
    modelProfileId,
  });
}
