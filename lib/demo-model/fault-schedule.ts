import type { FaultKind } from "./fault-kinds.ts";
import type { FaultRule } from "./options.ts";
import type { Seed } from "./random.ts";

export interface ReceivedRequest {
  /** From 1, in the order in which requests arrived. */
  readonly seq: number;
  readonly prompt: string;
  readonly bodyHash: string;
  /** How many identical bodies came before: a request that is asked again draws anew. */
  readonly nth: number;
}

/** The first of the purposes that rules draw for. */
const PURPOSE = 2;

/** Decides which request meets which fault. */
export class FaultSchedule {
  private readonly seed: Seed;
  private readonly rules: readonly { readonly rule: FaultRule; struck: number }[];

  constructor(seed: Seed, rules: readonly FaultRule[]) {
    this.seed = seed;
    this.rules = rules.map((rule) => ({ rule, struck: 0 }));
  }

  get isEmpty(): boolean {
    return this.rules.length === 0;
  }

  next(request: ReceivedRequest): FaultKind | null {
    for (const [index, state] of this.rules.entries()) {
      const { rule } = state;
      if (rule.times !== undefined && state.struck >= rule.times) continue;
      if (!this.applies(rule, index, request)) continue;
      state.struck++;
      return rule.kind;
    }
    return null;
  }

  /** A connection reset before its request is read: only a rule that counts requests can ask for it. */
  resetsBefore(seq: number): boolean {
    for (const state of this.rules) {
      const { rule } = state;
      if (rule.kind !== "reset-before-request" || !("nth" in rule) || !isNth(rule.nth, seq)) continue;
      if (rule.times !== undefined && state.struck >= rule.times) continue;
      state.struck++;
      return true;
    }
    return false;
  }

  private applies(rule: FaultRule, index: number, request: ReceivedRequest): boolean {
    if ("nth" in rule) return isNth(rule.nth, request.seq);
    if ("contains" in rule) return request.prompt.includes(rule.contains);
    return this.seed.at(request.bodyHash, PURPOSE + index, request.nth).next() < rule.rate;
  }
}

function isNth(nth: number | readonly number[], seq: number): boolean {
  return typeof nth === "number" ? nth === seq : nth.includes(seq);
}
