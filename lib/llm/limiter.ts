// How many calls may be in flight to one model of one provider. Pure: state in, state out.
//
// Grows fast until the first rate limit, then as TCP does: a little more with every window of good
// answers, a good deal less at a rate limit, at most once per window. The breaker stops sending after a
// run of faults, then lets single probes through until one succeeds or the endpoint is given up.

export interface LimiterRule {
  readonly limitStart: number;
  readonly limitMax: number;
  /** Faults in a row, with no success between, that open the breaker. */
  readonly faultsToOpen: number;
  /** Probes before the endpoint is given up, and the waits between them: doubling from min to max. */
  readonly probesMax: number;
  readonly probeWaitMinMs: number;
  readonly probeWaitMaxMs: number;
}

/** Ten probes after 1, 2, 4, 8, 16, 32, 60, 60, 60 and 60 s: about five minutes. */
export const LIMITER_RULE = {
  limitStart: 128,
  faultsToOpen: 10,
  probesMax: 10,
  probeWaitMinMs: 1_000,
  probeWaitMaxMs: 60_000,
} as const satisfies Omit<LimiterRule, "limitMax">;

const FAST_GROWTH = 2;
const DECREASE = 0.7;
/** Additive growth a window is this share of limitMax, so that recovery takes about as long at any size. */
const GROWTH_SHARE = 1 / 64;

/** Rate limits beyond the good answers of a window that make everybody wait. */
const SEVERE_MARGIN = 3;

export type Breaker =
  | { readonly kind: "closed"; readonly faults: number }
  | { readonly kind: "open"; readonly until: number; readonly probes: number }
  | { readonly kind: "probing"; readonly probes: number }
  | { readonly kind: "given-up" };

export interface LimiterState {
  readonly limit: number;
  readonly isGrowingFast: boolean;
  /** Good and rate-limited answers since the last decrease. */
  readonly good: number;
  readonly limited: number;
  readonly decreasedAt: number;
  /** Nothing is sent before this: the provider asked for it while most answers were rate limits. */
  readonly holdUntil: number;
  readonly breaker: Breaker;
}

export function startLimiter(rule: LimiterRule): LimiterState {
  return {
    limit: Math.min(rule.limitStart, rule.limitMax),
    isGrowingFast: true,
    good: 0,
    limited: 0,
    decreasedAt: Number.NEGATIVE_INFINITY,
    holdUntil: 0,
    breaker: { kind: "closed", faults: 0 },
  };
}

export type Admission =
  | { readonly kind: "send"; readonly isProbe: boolean }
  | { readonly kind: "full" }
  | { readonly kind: "later"; readonly at: number };

export function admit(state: LimiterState, inFlight: number, now: number): Admission {
  const { breaker } = state;
  if (breaker.kind === "given-up" || breaker.kind === "probing") return { kind: "full" };
  if (breaker.kind === "open") {
    return now >= breaker.until ? { kind: "send", isProbe: true } : { kind: "later", at: breaker.until };
  }
  if (inFlight >= Math.floor(state.limit)) return { kind: "full" };
  return now >= state.holdUntil ? { kind: "send", isProbe: false } : { kind: "later", at: state.holdUntil };
}

export function afterProbeSent(state: LimiterState): LimiterState {
  const { breaker } = state;
  return breaker.kind === "open" ? { ...state, breaker: { kind: "probing", probes: breaker.probes } } : state;
}

/**
 * `good` is any answer of a working endpoint, a refused request too. `fault`: the endpoint failed or broke off.
 * `absent`: there was no endpoint to send to. `unsent`: the permit was not used.
 */
export type AnswerKind = "good" | "limited" | "fault" | "absent" | "unsent";

export interface Answer {
  readonly kind: AnswerKind;
  readonly isProbe: boolean;
  readonly sentAt: number;
  readonly at: number;
  /** In flight when it arrived, itself included. */
  readonly inFlight: number;
  readonly retryAfterMs: number | null;
}

export function afterAnswer(state: LimiterState, answer: Answer, rule: LimiterRule): LimiterState {
  switch (answer.kind) {
    case "good":
      return grow(closeBreaker(state), answer, rule);
    case "limited":
      return shrink(closeBreaker(state), answer);
    case "fault":
    case "absent":
      return { ...state, breaker: countFault(state.breaker, answer, rule) };
    case "unsent":
      return answer.isProbe && state.breaker.kind === "probing"
        ? { ...state, breaker: { kind: "open", until: answer.at, probes: state.breaker.probes } }
        : state;
  }
}

/** After giving up, once the run that met it is stopped: the next call is a probe of a new row. */
export function allowAgain(state: LimiterState): LimiterState {
  return state.breaker.kind === "given-up"
    ? { ...state, breaker: { kind: "open", until: 0, probes: 0 } }
    : state;
}

/** Coming back after an outage starts from half of what was, and carefully. */
function closeBreaker(state: LimiterState): LimiterState {
  if (state.breaker.kind === "closed") {
    return state.breaker.faults === 0 ? state : { ...state, breaker: { kind: "closed", faults: 0 } };
  }
  return { ...state, limit: Math.max(1, state.limit / 2), breaker: { kind: "closed", faults: 0 } };
}

function grow(state: LimiterState, answer: Answer, rule: LimiterRule): LimiterState {
  const good = state.good + 1;
  // A limit that is not used says nothing about what the provider bears.
  if (answer.inFlight < state.limit / 2 || state.limit >= rule.limitMax) return { ...state, good };
  const step = state.isGrowingFast ? FAST_GROWTH : Math.max(1, rule.limitMax * GROWTH_SHARE) / state.limit;
  return { ...state, good, limit: Math.min(rule.limitMax, state.limit + step) };
}

function shrink(state: LimiterState, answer: Answer): LimiterState {
  const limited = state.limited + 1;
  // One refusal among many answers is its call's own wait; when most are refused, everybody waits.
  const isSevere = limited > state.good + SEVERE_MARGIN;
  const holdUntil = isSevere
    ? Math.max(state.holdUntil, answer.at + (answer.retryAfterMs ?? 0))
    : state.holdUntil;
  if (answer.sentAt < state.decreasedAt) return { ...state, limited, holdUntil };
  return {
    ...state,
    limit: Math.max(1, Math.min(state.limit, answer.inFlight) * DECREASE),
    isGrowingFast: false,
    good: 0,
    limited: 0,
    decreasedAt: answer.at,
    holdUntil,
  };
}

function countFault(breaker: Breaker, answer: Answer, rule: LimiterRule): Breaker {
  if (breaker.kind === "closed") {
    const faults = breaker.faults + 1;
    // With few calls in flight fewer must do where nobody answers, or one call alone would use up its
    // attempts; a call that alone makes the endpoint fail must be able to use them up.
    const enough = answer.kind === "absent" ? 2 * answer.inFlight + 2 : rule.faultsToOpen;
    if (faults < Math.min(rule.faultsToOpen, enough)) return { kind: "closed", faults };
    return { kind: "open", until: answer.at + rule.probeWaitMinMs, probes: 0 };
  }
  if (breaker.kind !== "probing" || !answer.isProbe) return breaker;
  const probes = breaker.probes + 1;
  if (probes >= rule.probesMax) return { kind: "given-up" };
  const waitMs = Math.min(rule.probeWaitMinMs * 2 ** probes, rule.probeWaitMaxMs);
  return { kind: "open", until: answer.at + waitMs, probes };
}
