import { encodeCompletion } from "#lib/db/envelope.ts";
import type { NewCompletion } from "#lib/db/ledger-rows.ts";
import type { CarryWorld } from "./carry-world.ts";
import { type Classified, classifyResponse } from "./classify.ts";
import { costOf } from "./cost.ts";
import type { EndpointClient } from "./endpoint-client.ts";
import type { AnswerKind } from "./limiter.ts";
import type { PreparedCall } from "./prepared-call.ts";
import type { RawExchange } from "./raw-exchange.ts";
import { readRetryAfter } from "./retry-after.ts";

/** What came back, committed. */
export interface Answered {
  readonly kind: "answered";
  readonly callId: bigint;
  readonly attempt: number;
  readonly raw: RawExchange;
  readonly classified: Classified;
  /** What the provider asked to wait; only of what was not ok. */
  readonly retryAfterMs: number | null;
}

/** Sends a call that is written ahead, and commits what came back before anybody acts on it. */
export async function exchangeCall(
  call: PreparedCall,
  client: EndpointClient,
  { callId, attempt }: { readonly callId: bigint; readonly attempt: number },
  isCapped: boolean,
  world: CarryWorld,
): Promise<Answered> {
  const raw = await client.complete(`${callId}-${attempt}`, call.body);
  const classified = classifyGuarded(raw, world);
  const { state, content, usage } = classified;
  const completion: NewCompletion = {
    ...call.place,
    callId,
    attempt,
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
  await keep(completion, raw, world);
  const { retryAfterMaxMs } = world.retryRule;
  const retryAfterMs = state === "ok" ? null : readRetryAfter(raw.headers, world.clock(), retryAfterMaxMs);
  return { kind: "answered", callId, attempt, raw, classified, retryAfterMs };
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
export function answerKind(state: Classified["state"]): AnswerKind {
  return ANSWERS[state];
}

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
