import { describe, expect, it } from "vitest";
import { type Attempt, decideRetry, isFinalState, RETRY_RULE } from "./retry-rule.ts";

function attempt(part: Partial<Attempt>): Attempt {
  return {
    state: "ok",
    httpStatus: 200,
    message: "seen",
    retryAfterMs: null,
    failedBefore: 0,
    limitedBefore: 0,
    isProbe: false,
    random: 0,
    ...part,
  };
}

const decide = (part: Partial<Attempt>) => decideRetry(attempt(part), RETRY_RULE);

describe("retry rule", () => {
  it("keeps what is ok", () => {
    expect(decide({ state: "ok" })).toEqual({ kind: "keep" });
  });

  it.each(["truncated", "refused", "filtered"] as const)("does not ask again for what is %s", (state) => {
    expect(decide({ state })).toEqual({ kind: "give-up" });
    expect(isFinalState(state, 200)).toBe(true);
  });

  it("does not ask again what the provider did not accept", () => {
    expect(decide({ state: "bad-request", httpStatus: 400 })).toEqual({ kind: "give-up" });
    expect(isFinalState("bad-request", 400)).toBe(true);
  });

  it.each(["empty", "malformed", "error-body", "server-error", "cut", "timeout", "unreachable"] as const)(
    "asks again when it is %s, later and later, up to five times",
    (state) => {
      const waits = [0, 1, 2, 3].map((failedBefore) => decide({ state, failedBefore }));
      expect(waits).toEqual(
        [250, 500, 1_000, 2_000].map((afterMs) => ({ kind: "again", afterMs, costsAttempt: true })),
      );
      expect(decide({ state, failedBefore: 4 })).toEqual({ kind: "give-up" });
      expect(isFinalState(state, 200)).toBe(false);
    },
  );

  it("spreads the waits by chance between half and the whole", () => {
    expect(decide({ state: "cut", random: 1 })).toMatchObject({ afterMs: 500 });
    expect(decide({ state: "cut", random: 0.5 })).toMatchObject({ afterMs: 375 });
  });

  it("counts no attempt for a rate limit, however many came before, and waits as long as was asked", () => {
    expect(decide({ state: "rate-limited", httpStatus: 429, retryAfterMs: 7_000, failedBefore: 4 })).toEqual({
      kind: "again",
      afterMs: 7_000,
      costsAttempt: false,
    });
    expect(decide({ state: "rate-limited", httpStatus: 429, limitedBefore: 500 })).toEqual({
      kind: "again",
      afterMs: RETRY_RULE.backoffMaxMs / 2,
      costsAttempt: false,
    });
  });

  it("counts no attempt for a probe of the breaker", () => {
    expect(decide({ state: "unreachable", isProbe: true, failedBefore: 4 })).toMatchObject({
      costsAttempt: false,
    });
  });

  it("honours the wait that a failing server asks for", () => {
    expect(decide({ state: "server-error", httpStatus: 503, retryAfterMs: 9_000 })).toMatchObject({
      afterMs: 9_000,
    });
  });

  it.each([
    ["quota", 429, "quota"],
    ["unauthorised", 401, "unauthorised"],
    ["unauthorised", 403, "unauthorised"],
    ["bad-request", 404, "unreachable"],
    ["bad-request", 301, "unreachable"],
    ["bad-request", 405, "unreachable"],
  ] as const)("stops the run at %s with status %d and says what to do", (state, httpStatus, reason) => {
    const decision = decide({ state, httpStatus });
    expect(decision).toMatchObject({ kind: "stop", reason });
    expect(decision.kind === "stop" && decision.message).toMatch(/then resume the run\. \(seen\)$/);
    expect(isFinalState(state, httpStatus)).toBe(false);
  });
});
