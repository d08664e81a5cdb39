import type { SyllabusShape } from "./draw.ts";
import { countDraws } from "./draws.ts";
import { STRATEGIES, type Strategy } from "./words.ts";

/** How many draws of each strategy a syllabus gives. Its pairs are slots 0 to single + double - 1. */
export type SlotPlan = Readonly<Record<Strategy, number>>;

export interface Slot {
  readonly strategy: Strategy;
  /** Place in the seeded order of the strategy, for drawAt. */
  readonly index: bigint;
}

/**
 * Spreads the wanted pairs of one syllabus over the strategies: half each, and what one strategy lacks the
 * other gives, up to all there are. A plan for more pairs only adds slots behind those of a plan for fewer.
 */
export function planSlots(shape: SyllabusShape, pairs: number): SlotPlan {
  if (!Number.isSafeInteger(pairs) || pairs < 0) throw new RangeError(`Not a number of pairs: ${pairs}`);
  const wanted = BigInt(pairs);
  const [single, double] = [countDraws(shape, "single"), countDraws(shape, "double")];
  const fromSingle = least(single, greatest((wanted + 1n) / 2n, wanted - double));
  const fromDouble = least(double, wanted - fromSingle);
  return { single: Number(fromSingle), double: Number(fromDouble) };
}

/** Number of pairs that the plan gives: what was wanted, or all there are. */
export const slotCount = (plan: SlotPlan): number => plan.single + plan.double;

/** What a slot draws: alternately single and double, then the rest of whichever has more. Constant time. */
export function slotAt(plan: SlotPlan, slot: number): Slot {
  if (!Number.isSafeInteger(slot) || slot < 0 || slot >= slotCount(plan)) {
    throw new RangeError(`No slot ${slot} among ${slotCount(plan)}.`);
  }
  const alternating = 2 * Math.min(plan.single, plan.double);
  if (slot < alternating) {
    const [even, odd] = STRATEGIES;
    return {
      strategy: slot % 2 === 0 ? even : odd,
      index: BigInt(Math.floor(slot / 2)),
    };
  }
  const strategy = plan.single > plan.double ? "single" : "double";
  return { strategy, index: BigInt(slot - alternating / 2) };
}

const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);
const greatest = (a: bigint, b: bigint): bigint => (a > b ? a : b);
