import fc from "fast-check";
import { expect, test } from "vitest";
import { countDraws } from "./draws.ts";
import { planSlots, slotAt, slotCount } from "./slot-plan.ts";
import { STRATEGIES } from "./words.ts";

const shapes = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 4 });
const slotsOf = (plan: ReturnType<typeof planSlots>) =>
  Array.from({ length: slotCount(plan) }, (_, slot) => slotAt(plan, slot));

test("ten pairs of a usual syllabus are drawn alternately, single first", () => {
  const plan = planSlots(
    Array.from({ length: 15 }, () => 5),
    10,
  );
  expect(plan).toEqual({ single: 5, double: 5 });
  expect(slotsOf(plan).map(({ strategy, index }) => `${strategy} ${index}`)).toEqual([
    "single 0",
    "double 0",
    "single 1",
    "double 1",
    "single 2",
    "double 2",
    "single 3",
    "double 3",
    "single 4",
    "double 4",
  ]);
  expect(
    planSlots(
      Array.from({ length: 15 }, () => 5),
      7,
    ),
  ).toEqual({ single: 4, double: 3 });
});

test("what one strategy lacks the other gives", () => {
  // Two sessions of one concept: 2 single draws, 1 double draw.
  expect(planSlots([1, 1], 2)).toEqual({ single: 1, double: 1 });
  expect(planSlots([1, 1], 3)).toEqual({ single: 2, double: 1 });
  expect(planSlots([5], 8)).toEqual({ single: 8, double: 0 });
  expect(planSlots([1, 1, 1, 1, 1], 12)).toEqual({ single: 5, double: 7 });
  expect(slotAt({ single: 5, double: 7 }, 11)).toEqual({ strategy: "double", index: 6n });
});

test("no more pairs are planned than there are draws", () => {
  expect(planSlots([1, 1], 1000)).toEqual({ single: 2, double: 1 });
  expect(planSlots([0, 0], 10)).toEqual({ single: 0, double: 0 });
  expect(planSlots([], 0)).toEqual({ single: 0, double: 0 });
});

test("a plan is exact, fair and uses each place of the order once", () => {
  fc.assert(
    fc.property(shapes, fc.integer({ min: 0, max: 400 }), (shape, pairs) => {
      const plan = planSlots(shape, pairs);
      const count = { single: countDraws(shape, "single"), double: countDraws(shape, "double") };
      const all = count.single + count.double;
      expect(BigInt(slotCount(plan))).toBe(all < BigInt(pairs) ? all : BigInt(pairs));
      const slots = slotsOf(plan);
      for (const strategy of STRATEGIES) {
        const indices = slots.filter((slot) => slot.strategy === strategy).map(({ index }) => index);
        expect(indices).toEqual(Array.from({ length: plan[strategy] }, (_, i) => BigInt(i)));
        expect(BigInt(plan[strategy]) <= count[strategy]).toBe(true);
      }
      const isExhausted = STRATEGIES.some((strategy) => BigInt(plan[strategy]) === count[strategy]);
      expect(isExhausted || Math.abs(plan.single - plan.double) <= 1).toBe(true);
    }),
    { numRuns: 100 },
  );
});

test("a plan for more pairs only adds slots at the end", () => {
  fc.assert(
    fc.property(
      shapes,
      fc.integer({ min: 0, max: 100 }),
      fc.integer({ min: 0, max: 100 }),
      (shape, pairs, more) => {
        const before = slotsOf(planSlots(shape, pairs));
        expect(slotsOf(planSlots(shape, pairs + more)).slice(0, before.length)).toEqual(before);
      },
    ),
    { numRuns: 100 },
  );
});

test("vast syllabi and wrong numbers are told apart", () => {
  expect(planSlots([5000, 5000], 1_000_001)).toEqual({ single: 500_001, double: 500_000 });
  expect(() => planSlots([5], -1)).toThrow(RangeError);
  expect(() => planSlots([5], 0.5)).toThrow(RangeError);
  expect(() => slotAt({ single: 1, double: 1 }, 2)).toThrow(RangeError);
  expect(() => slotAt({ single: 1, double: 1 }, -1)).toThrow(RangeError);
});
