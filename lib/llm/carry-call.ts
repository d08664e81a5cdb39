import { encodeCompletion } from "#lib/db/envelope.ts";
import type { FoundCall, NewCompletion, OverBudget, SentCall } from "#lib/db/ledger-rows.ts";
import type { RunPlan } from "#lib/glan/run-plan.ts";
import type { CallOutcome } from "./ask.ts";
import { type Classified, classifyResponse } from "./classify.ts";
import { costOf } from "./cost.ts";
import { describeState } from "./describe-state.ts";
import type { EndpointClient } from "./endpoint-client.ts";
import { decideFound } from "./found-call.ts";
import type { LedgerStore } from "./ledger-store.ts";
import type { AnswerKind } from "./limiter.ts";
import type { Permit, Permits } from "./permits.ts";
import type { PreparedCall } from "./prepared-call.ts";
import type { RawExchange } from "./raw-exchange.ts";
import { readRetryAfter } from "./retry-after.ts";
import { decideRetry, type RetryRule } from "./retry-rule.ts";
import type { RunStops, Stopped } from "./run-stops.ts";

/** What carrying a call needs of its surroundings. */
export interface CarryWorld {
  readonly workerId: number;
  readonly store: LedgerStore;
  readonly permits: Permits;
  readonly stops: RunStops;
  readonly retryRule: RetryRule;
  /** How long until a call that another worker has in flight is looked at again. */
  readonly lookAgainMs: number;
  readonly clock: () => number;
  readonly clientOf: (call: PreparedCall) => EndpointClient;
  readonly readRun: (runId: number) => Promise<{ isCapped: boolean; inDoubt: RunPlan["inDoubt"] }>;
  /** Resolves when a call of the run is settled; null when none is in flight here. */
  readonly nextSettled: (runId: number) => Promise<void> | null;
  readonly beginSettling: (runId: number) => () => void;
  /** A bug of ours, which must not cost a completion. */
  readonly onBug: (error: unknown, where: string) => void;
}

/** Where the ledger has the call, once it does. */
interface LedgerPlace {
  readonly callId: bigint;
  readonly attempt: number;
}

type Sending = SentCall | FoundCall | OverBudget | { readonly kind: "taken" };

/**
 * Carries a call to its outcome: permit, write-ahead, request, raw completion committed, then the retry rule,
 * and again. The permit is held from before the commit of "sent" until the commit of the completion, so sent
 * rows without a completion never exceed the worker's concurrency.
 */
export async function carryCall(call: PreparedCall, world: CarryWorld): Promise<CallOutcome> {
  const { permits, stops, clock } = world;
  const { runId } = call.request;
  let known: LedgerPlace | null = null;
  let failedBefore = 0;
  let limitedBefore = 0;

  for (;;) {
    const stopped = stops.find(runId);
    if (stopped !== null) return stopped;
    const run = await world.readRun(runId);
    const permit = await permits.acquire(call.limiter, runId);
    if (permit.kind === "stopped") {
      // The endpoint was given up: whoever asks next for this run learns the same.
      stops.stop(runId, permit.reason, permit.message);
      return permit;
    }

    let sending: Sending;
    try {
      sending = await announce(call, known, run.isCapped, world);
    } catch (error) {
      permits.release(permit, "unsent");
      throw error;
    }
    if (sending.kind === "found") {
      const decision = decideFound(sending, { runId, workerId: world.workerId, inDoubt: run.inDoubt });
      if (decision.kind === "send")
        sending = { kind: "sent", callId: sending.callId, attempt: sending.attempt };
      else {
        permits.release(permit, "unsent");
        const { callId, attempt } = sending;
        if (decision.kind === "reuse") {
          const isReused = sending.runId !== runId;
          return { kind: "completed", callId, content: decision.content, isReused };
        }
        if (decision.kind === "leave") {
          return { kind: "failed", callId, state: decision.state, message: describeState(decision.state) };
        }
        if (decision.kind === "ask-again") known = { callId, attempt };
        if (decision.kind === "mark") await world.store.mark.submit({ callId, attempt });
        if (decision.kind === "wait") await stops.rest(runId, world.lookAgainMs);
        continue;
      }
    }
    if (sending.kind === "taken") {
      permits.release(permit, "unsent");
      known = null;
      continue;
    }
    if (sending.kind === "over-budget") {
      // Asked before the permit goes: what is in flight may settle below what was reserved for it.
      const settled = world.nextSettled(runId);
      permits.release(permit, "unsent");
      if (settled !== null) {
        await settled;
        continue;
      }
      stops.stop(runId, "budget", "The run's budget is used up. Raise it, then resume the run.");
      continue;
    }

    known = sending;
    const { raw, classified, givenUp } = await exchange(call, sending, permit, run.isCapped, world);
    if (givenUp !== null && classified.state !== "ok") {
      stops.stop(runId, givenUp.reason, givenUp.message);
      return givenUp;
    }
    const decision = decideRetry(
      {
        state: classified.state,
        httpStatus: raw.status,
        message: classified.message,
        retryAfterMs: readRetryAfter(raw.headers, clock(), world.retryRule.retryAfterMaxMs),
        failedBefore,
        limitedBefore,
        isProbe: permit.isProbe,
        random: Math.random(),
      },
      world.retryRule,
    );
    switch (decision.kind) {
      case "keep":
        return {
          kind: "completed",
          callId: sending.callId,
          content: classified.content ?? "",
          isReused: false,
        };
      case "give-up":
        return failed(sending.callId, classified);
      case "stop":
        stops.stop(runId, decision.reason, decision.message);
        return { kind: "stopped", reason: decision.reason, message: decision.message };
      case "again":
        if (decision.costsAttempt) failedBefore++;
        limitedBefore = classified.state === "rate-limited" ? limitedBefore + 1 : 0;
        await stops.rest(runId, decision.afterMs);
    }
  }
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

/** Sends, commits what came back, gives the permit back. */
async function exchange(
  call: PreparedCall,
  sent: SentCall,
  permit: Permit,
  isCapped: boolean,
  world: CarryWorld,
): Promise<{ raw: RawExchange; classified: Classified; givenUp: Stopped | null }> {
  const settled = world.beginSettling(call.request.runId);
  let isReleased = false;
  try {
    const raw = await world.clientOf(call).complete(`${sent.callId}-${sent.attempt}`, call.body);
    const classified = classifyGuarded(raw, world);
    await keep(completionOf(call, sent, raw, classified, isCapped, world), raw, world);
    const retryAfterMs = readRetryAfter(raw.headers, world.clock(), world.retryRule.retryAfterMaxMs);
    isReleased = true;
    const givenUp = world.permits.release(permit, ANSWERS[classified.state], retryAfterMs);
    return { raw, classified, givenUp };
  } finally {
    if (!isReleased) world.permits.release(permit, "unsent");
    settled();
  }
}

/** Commits a completion; one that the database refuses is kept as mere bytes, since it was paid for. */
async function keep(completion: NewCompletion, raw: RawExchange, world: CarryWorld): Promise<void> {
  try {
    await world.store.complete.submit(completion);
  } catch (error) {
    world.onBug(error, "the completion was refused");
    const { inputTokens, cachedTokens, outputTokens, costNanoUsd, ...rest } = completion;
    const bare = { inputTokens: null, cachedTokens: null, outputTokens: null, costNanoUsd: null };
    await world.store.complete.submit({ ...rest, ...bare, ...encodeCompletion(raw, null) });
  }
}

/** What the limiter learns. A refused request is an answer of a working endpoint. */
const ANSWERS = {
  ok: "good",
  truncated: "good",
  refused: "good",
  filtered: "good",
  empty: "good",
  malformed: "good",
  "error-body": "fault",
  "bad-request": "good",
  "rate-limited": "limited",
  quota: "good",
  unauthorised: "good",
  "server-error": "fault",
  cut: "fault",
  timeout: "fault",
  unreachable: "absent",
} as const satisfies Record<Classified["state"], AnswerKind>;

/** Whatever was received is kept; a classifier that throws is our bug and not the provider's fault. */
function classifyGuarded(raw: RawExchange, world: CarryWorld): Classified {
  try {
    return classifyResponse(raw);
  } catch (error) {
    world.onBug(error, "classifyResponse");
    return { state: "malformed", content: null, usage: null, message: "the answer could not be classified" };
  }
}

function completionOf(
  call: PreparedCall,
  sent: SentCall,
  raw: RawExchange,
  { state, content, usage }: Classified,
  isCapped: boolean,
  world: CarryWorld,
): NewCompletion {
  return {
    ...call.place,
    callId: sent.callId,
    attempt: sent.attempt,
    state,
    httpStatus: raw.status,
    latencyMs: raw.latencyMs,
    receivedAt: world.clock(),
    inputTokens: usage?.input ?? null,
    cachedTokens: usage?.cached ?? null,
    outputTokens: usage?.output ?? null,
    costNanoUsd: costOf(usage, call.endpoint.prices),
    ...encodeCompletion(raw, content),
    reservedNanoUsd: isCapped ? call.estimateNanoUsd : null,
  };
}
