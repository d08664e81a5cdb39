import type { CompletionState } from "#lib/glan/words.ts";
import type { StopReason } from "./ask.ts";
import type { Classified } from "./classify.ts";

export interface RetryRule {
  /** Times a call is sent before it is given up; rate limits and the breaker's probes are not counted. */
  readonly attemptsMax: number;
  readonly backoffMinMs: number;
  readonly backoffMaxMs: number;
  /** The longest wait a provider may ask for. */
  readonly retryAfterMaxMs: number;
}

export const RETRY_RULE: RetryRule = {
  attemptsMax: 5,
  backoffMinMs: 500,
  backoffMaxMs: 30_000,
  retryAfterMaxMs: 60_000,
};

/** What follows from an attempt. */
export type Decision =
  | { readonly kind: "keep" }
  | { readonly kind: "give-up" }
  | { readonly kind: "again"; readonly afterMs: number; readonly costsAttempt: boolean }
  | { readonly kind: "stop"; readonly reason: StopReason; readonly message: string };

type Consequence = "keep" | "give-up" | "again" | "wait" | "stop";

const CONSEQUENCES = {
  ok: "keep",
  truncated: "give-up",
  refused: "give-up",
  filtered: "give-up",
  "bad-request": "give-up",
  empty: "again",
  malformed: "again",
  "error-body": "again",
  "server-error": "again",
  cut: "again",
  timeout: "again",
  unreachable: "again",
  "rate-limited": "wait",
  quota: "stop",
  unauthorised: "stop",
} as const satisfies Record<Classified["state"], Consequence>;

export interface Attempt {
  readonly state: Classified["state"];
  readonly httpStatus: number | null;
  readonly message: string;
  /** What readRetryAfter found. */
  readonly retryAfterMs: number | null;
  /** Attempts of this call that failed before and were counted; rate limits met in a row before. */
  readonly failedBefore: number;
  readonly limitedBefore: number;
  /** Sent by the breaker to see whether the endpoint is back. */
  readonly isProbe: boolean;
  /** 0 to 1. */
  readonly random: number;
}

export function decideRetry(attempt: Attempt, rule: RetryRule): Decision {
  const stop = findStop(attempt);
  if (stop !== null) return stop;
  switch (CONSEQUENCES[attempt.state]) {
    case "keep":
      return { kind: "keep" };
    case "wait":
      return {
        kind: "again",
        afterMs: attempt.retryAfterMs ?? backoff(attempt.limitedBefore, attempt.random, rule),
        costsAttempt: false,
      };
    case "again": {
      const costsAttempt = !attempt.isProbe;
      if (costsAttempt && attempt.failedBefore + 1 >= rule.attemptsMax) return { kind: "give-up" };
      const own = backoff(attempt.failedBefore, attempt.random, rule);
      return { kind: "again", afterMs: Math.max(own, attempt.retryAfterMs ?? 0), costsAttempt };
    }
    default:
      return { kind: "give-up" };
  }
}

/** Doubles from attempt to attempt; at least half of it is waited, the rest is chance. */
function backoff(before: number, random: number, rule: RetryRule): number {
  const full = Math.min(rule.backoffMinMs * 2 ** Math.min(before, 20), rule.backoffMaxMs);
  return Math.round(full * (0.5 + random / 2));
}

function findStop({ state, httpStatus, message }: Attempt): Decision | null {
  if (state === "quota") {
    const advice =
      "The provider says the quota is used up. Add credit or raise the limit there, then resume the run.";
    return { kind: "stop", reason: "quota", message: `${advice} (${message})` };
  }
  if (state === "unauthorised") {
    const advice =
      "The provider refused the API key. Check the key and its rights in the settings, then resume the run.";
    return { kind: "stop", reason: "unauthorised", message: `${advice} (${message})` };
  }
  if (isWrongAddress(state, httpStatus)) {
    const advice =
      "The endpoint knows no such address or model. Check the base URL and the model name, then resume the run.";
    return { kind: "stop", reason: "unreachable", message: `${advice} (${message})` };
  }
  return null;
}

/** Redirects, 404, 405, 410: every call would meet the same, whatever it asks. */
function isWrongAddress(state: CompletionState, httpStatus: number | null): boolean {
  if (state !== "bad-request" || httpStatus === null) return false;
  return httpStatus < 400 || httpStatus === 404 || httpStatus === 405 || httpStatus === 410;
}

/** Whether the same call would come back in the same state: then the same run does not buy it again. */
export function isFinalState(state: CompletionState, httpStatus: number | null): boolean {
  return state !== "in-doubt" && CONSEQUENCES[state] === "give-up" && !isWrongAddress(state, httpStatus);
}
