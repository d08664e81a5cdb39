import type { JsonValue } from "./json-value.ts";
import {
  type AnswerKind,
  admit,
  afterAnswer,
  afterProbeSent,
  allowAgain,
  type LimiterRule,
  type LimiterState,
  startLimiter,
} from "./limiter.ts";
import type { Stopped } from "./run-stops.ts";

/** Leave to have one call in flight; from before its row is committed as sent until its completion is. */
export interface Permit {
  readonly kind: "granted";
  /** Provider and model, whose limiter counts it. */
  readonly model: string;
  readonly isProbe: boolean;
  readonly grantedAt: number;
}

export interface Permits {
  /** In order of arrival for each model. Stopped when the run is, or the endpoint was given up. */
  acquire(model: string, runId: number): Promise<Permit | Stopped>;
  /** Stopped where this answer was the last that was hoped for: the endpoint is given up. */
  release(permit: Permit, answer: AnswerKind, retryAfterMs?: number | null): Stopped | null;
  /** Calls that wait for a permit get this answer instead; null stands for all runs. */
  stop(runId: number | null, stopped: Stopped): void;
  inFlight(): number;
  waiting(): number;
  states(): { readonly [model: string]: JsonValue };
}

interface Waiting {
  readonly runId: number;
  readonly resolve: (granted: Permit | Stopped) => void;
}

interface Lane {
  readonly model: string;
  state: LimiterState;
  inFlight: number;
  queue: Waiting[];
  /** Waiting calls before this index were served; the array is cut now and then. */
  head: number;
}

const CUT_AT = 1_024;

/** The worker's calls in flight and the limiters of its models in one place: a call needs room in both. */
export function openPermits(options: {
  readonly concurrency: number;
  readonly rule: LimiterRule;
  readonly clock: () => number;
}): Permits {
  const { concurrency, rule, clock } = options;
  const lanes = new Map<string, Lane>();
  let inFlight = 0;
  let turn = 0;
  let wake: { readonly at: number; readonly timer: NodeJS.Timeout } | null = null;

  function laneOf(model: string): Lane {
    const known = lanes.get(model);
    if (known !== undefined) return known;
    const lane: Lane = { model, state: startLimiter(rule), inFlight: 0, queue: [], head: 0 };
    lanes.set(model, lane);
    return lane;
  }

  function grantNext(lane: Lane, now: number): boolean {
    const next = lane.queue[lane.head];
    if (next === undefined) return false;
    const admission = admit(lane.state, lane.inFlight, now);
    if (admission.kind === "later") wakeAt(admission.at, now);
    if (admission.kind !== "send") return false;
    lane.head++;
    if (lane.head >= CUT_AT || lane.head === lane.queue.length) {
      lane.queue.splice(0, lane.head);
      lane.head = 0;
    }
    inFlight++;
    lane.inFlight++;
    if (admission.isProbe) lane.state = afterProbeSent(lane.state);
    next.resolve({ kind: "granted", model: lane.model, isProbe: admission.isProbe, grantedAt: now });
    return true;
  }

  /** Lanes take turns, so that a model with a long queue does not starve another. */
  function serve(): void {
    const now = clock();
    const all = [...lanes.values()];
    let idle = 0;
    while (inFlight < concurrency && idle < all.length) {
      const lane = all[turn++ % all.length];
      if (lane !== undefined && grantNext(lane, now)) idle = 0;
      else idle++;
    }
  }

  function wakeAt(at: number, now: number): void {
    if (wake !== null && wake.at <= at) return;
    if (wake !== null) clearTimeout(wake.timer);
    const timer = setTimeout(
      () => {
        wake = null;
        serve();
      },
      Math.max(1, at - now),
    );
    wake = { at, timer };
  }

  function emptyLane(lane: Lane, isMeant: (waiting: Waiting) => boolean, stopped: Stopped): void {
    const waiting = lane.queue.slice(lane.head);
    lane.queue = waiting.filter((each) => !isMeant(each));
    lane.head = 0;
    for (const each of waiting) if (isMeant(each)) each.resolve(stopped);
  }

  function giveUp(lane: Lane): Stopped {
    const message =
      "The model could not be reached for several minutes. Check the endpoint and the network, then resume the run.";
    const stopped: Stopped = { kind: "stopped", reason: "unreachable", message };
    emptyLane(lane, () => true, stopped);
    lane.state = allowAgain(lane.state);
    return stopped;
  }

  return {
    acquire(model, runId) {
      return new Promise((resolve) => {
        laneOf(model).queue.push({ runId, resolve });
        if (inFlight < concurrency) serve();
      });
    },
    release(permit, answer, retryAfterMs = null) {
      const lane = laneOf(permit.model);
      const { isProbe, grantedAt: sentAt } = permit;
      lane.state = afterAnswer(
        lane.state,
        { kind: answer, isProbe, sentAt, at: clock(), inFlight: lane.inFlight, retryAfterMs },
        rule,
      );
      inFlight--;
      lane.inFlight--;
      const stopped = lane.state.breaker.kind === "given-up" ? giveUp(lane) : null;
      serve();
      return stopped;
    },
    stop(runId, stopped) {
      for (const lane of lanes.values()) {
        emptyLane(lane, (waiting) => runId === null || waiting.runId === runId, stopped);
      }
    },
    inFlight: () => inFlight,
    waiting() {
      let waiting = 0;
      for (const lane of lanes.values()) waiting += lane.queue.length - lane.head;
      return waiting;
    },
    states() {
      return Object.fromEntries(
        [...lanes.values()].map((lane) => [
          lane.model,
          {
            limit: Math.floor(lane.state.limit),
            inFlight: lane.inFlight,
            waiting: lane.queue.length - lane.head,
            breaker: lane.state.breaker.kind,
            heldMs: Math.max(0, lane.state.holdUntil - clock()),
          },
        ]),
      );
    },
  };
}
