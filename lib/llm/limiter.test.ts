import { describe, expect, it } from "vitest";
import {
  type Answer,
  admit,
  afterAnswer,
  afterProbeSent,
  allowAgain,
  LIMITER_RULE,
  type LimiterRule,
  type LimiterState,
  startLimiter,
} from "./limiter.ts";

const RULE: LimiterRule = { ...LIMITER_RULE, limitMax: 1_024 };

function answer(part: Partial<Answer>): Answer {
  return { kind: "good", isProbe: false, sentAt: 0, at: 0, inFlight: 1_024, retryAfterMs: null, ...part };
}

function answers(state: LimiterState, count: number, part: Partial<Answer>): LimiterState {
  let next = state;
  for (let index = 0; index < count; index++) next = afterAnswer(next, answer(part), RULE);
  return next;
}

describe("limiter growth", () => {
  it("reaches 1,024 in flight within two windows of good answers", () => {
    const first = startLimiter(RULE);
    const second = answers(first, Math.floor(first.limit), {});
    const third = answers(second, Math.floor(second.limit), {});
    expect([first.limit, second.limit, third.limit]).toEqual([128, 384, 1_024]);
  });

  it("starts no higher than the worker's own concurrency", () => {
    expect(startLimiter({ ...RULE, limitMax: 8 }).limit).toBe(8);
  });

  it("does not grow while the limit is not used", () => {
    expect(answers(startLimiter(RULE), 500, { inFlight: 10 }).limit).toBe(128);
  });

  it("shrinks once per window at rate limits, then grows by a share of the maximum a window", () => {
    const full = answers(startLimiter(RULE), 2_000, {});
    const shrunk = answers(full, 50, { kind: "limited", sentAt: 500, at: 1_000 });
    expect(shrunk.limit).toBeCloseTo(716.8);
    const again = answers(shrunk, 1, { kind: "limited", sentAt: 1_000, at: 1_500, inFlight: 716 });
    expect(again.limit).toBeCloseTo(501.2);
    const window = answers(again, 501, { inFlight: 501, sentAt: 2_000, at: 2_500 });
    expect(window.limit - again.limit).toBeGreaterThan(14);
    expect(window.limit - again.limit).toBeLessThan(17);
  });

  it("never falls below one", () => {
    let state = startLimiter(RULE);
    for (let at = 1; at < 100; at++)
      state = answers(state, 1, { kind: "limited", sentAt: at, at, inFlight: 1 });
    expect(state.limit).toBe(1);
    expect(admit(state, 0, 100)).toEqual({ kind: "send", isProbe: false });
  });

  it("makes everybody wait only when most answers of a window are rate limits", () => {
    const start = answers(startLimiter(RULE), 100, {});
    const limited = { kind: "limited", sentAt: 0, at: 1_000, retryAfterMs: 5_000 } as const;
    expect(answers(start, 2, limited).holdUntil).toBe(0);
    const severe = answers(start, 10, limited);
    expect(admit(severe, 0, 2_000)).toEqual({ kind: "later", at: 6_000 });
    expect(admit(severe, 0, 6_000)).toEqual({ kind: "send", isProbe: false });
  });
});

describe("limiter breaker", () => {
  const open = answers(startLimiter(RULE), 10, { kind: "fault", at: 100 });

  it("opens after ten faults in a row, not when successes come between", () => {
    expect(open.breaker).toEqual({ kind: "open", until: 1_100, probes: 0 });
    let state = startLimiter(RULE);
    for (let round = 0; round < 5; round++) state = answers(answers(state, 9, { kind: "fault" }), 1, {});
    expect(state.breaker).toEqual({ kind: "closed", faults: 0 });
  });

  it("opens sooner when few calls are in flight and nobody answers at all", () => {
    const alone = answers(startLimiter(RULE), 4, { kind: "absent", inFlight: 1 });
    expect(alone.breaker.kind).toBe("open");
    expect(answers(startLimiter(RULE), 4, { kind: "fault", inFlight: 1 }).breaker.kind).toBe("closed");
  });

  it("lets one probe through when its time has come, and closes when the probe is answered", () => {
    expect(admit(open, 0, 500)).toEqual({ kind: "later", at: 1_100 });
    expect(admit(open, 0, 1_100)).toEqual({ kind: "send", isProbe: true });
    const probing = afterProbeSent(open);
    expect(admit(probing, 1, 1_200)).toEqual({ kind: "full" });
    const back = answers(probing, 1, { isProbe: true });
    expect(back.breaker).toEqual({ kind: "closed", faults: 0 });
    expect(back.limit).toBeLessThanOrEqual(66);
  });

  it("closes also when a call that was under way is answered", () => {
    expect(answers(open, 1, {}).breaker.kind).toBe("closed");
  });

  it("probes again at once when the probe's permit was not used", () => {
    const unused = answers(afterProbeSent(open), 1, { kind: "unsent", isProbe: true, at: 1_150 });
    expect(admit(unused, 0, 1_150)).toEqual({ kind: "send", isProbe: true });
  });

  it("waits twice as long from probe to probe, gives up after the last, and can be allowed again", () => {
    let state = open;
    const waits: number[] = [];
    while (state.breaker.kind === "open") {
      const at = state.breaker.until;
      state = answers(afterProbeSent(state), 1, { kind: "fault", isProbe: true, at });
      if (state.breaker.kind === "open") waits.push(state.breaker.until - at);
    }
    expect(waits).toEqual([2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000, 60_000]);
    expect(state.breaker).toEqual({ kind: "given-up" });
    expect(admit(allowAgain(state), 0, 0)).toEqual({ kind: "send", isProbe: true });
  });
});
