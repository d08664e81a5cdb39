import { choose, chooseUpTo } from "./combinations.ts";
import { CONCEPTS_PER_DRAW_MAX, type SyllabusShape } from "./draw.ts";

/**
 * Running totals of a shape: what must be skipped to reach a session, so that a rank is found by bisection.
 *
 * Two sessions of m1 and m2 concepts have sum over i=2..5 of C(m1+m2,i) - C(m1,i) - C(m2,i) draws (paper,
 * section 2.4). By Vandermonde that is the sum over j=1..4 of C(m1,j) * (C(m2,1) + ... + C(m2,5-j)), in which m2
 * stands alone: totals over the second session serve every first session, and the table stays linear
 * in the number of sessions though the pairs of sessions are quadratic.
 */
export interface DrawTable {
  readonly shape: SyllabusShape;
  /** Single draws in the sessions before this one; the last entry is the count of all. */
  readonly singleBefore: readonly bigint[];
  /** Double draws whose first session comes before this one; the last entry is the count of all. */
  readonly doubleBefore: readonly bigint[];
  /** Double draws of this first session with a second session in [first + 1, end). */
  doubleUntil(first: number, end: number): bigint;
}

/** Throws RangeError unless every number is a whole one of 0 or more. */
function tabulateDraws(shape: SyllabusShape): DrawTable {
  const odd = shape.find((concepts) => !Number.isSafeInteger(concepts) || concepts < 0);
  if (odd !== undefined) throw new RangeError(`A class session cannot have ${odd} key concepts.`);

  const sizes = [...shape];
  const singleBefore = runningTotals(sizes.map((size) => chooseUpTo(size, CONCEPTS_PER_DRAW_MAX)));
  /** By the most concepts taken of the second session: 1 to 4. */
  const secondBefore = Array.from({ length: CONCEPTS_PER_DRAW_MAX }, (_, most) =>
    runningTotals(sizes.map((size) => chooseUpTo(size, most))),
  );

  const doubleUntil = (first: number, end: number): bigint => {
    let sum = 0n;
    for (let taken = 1; taken < CONCEPTS_PER_DRAW_MAX; taken += 1) {
      const totals = secondBefore[CONCEPTS_PER_DRAW_MAX - taken] ?? [];
      sum += choose(sizes[first] ?? 0, taken) * ((totals[end] ?? 0n) - (totals[first + 1] ?? 0n));
    }
    return sum;
  };
  const doubleBefore = runningTotals(sizes.map((_, first) => doubleUntil(first, sizes.length)));
  return { shape: sizes, singleBefore, doubleBefore, doubleUntil };
}

/** [0, a, a + b, ...] */
function runningTotals(counts: readonly bigint[]): bigint[] {
  const totals = [0n];
  let sum = 0n;
  for (const count of counts) {
    sum += count;
    totals.push(sum);
  }
  return totals;
}

const RECENT_MAX = 8;
const recent: DrawTable[] = [];

/**
 * The table of a shape, from the last few used: a worker draws thousands of times from one syllabus before
 * the next, and comparing 15 numbers costs less than any key made of them.
 */
export function drawTable(shape: SyllabusShape): DrawTable {
  const place = recent.findIndex((table) => isSameShape(table.shape, shape));
  const found = recent[place];
  if (found !== undefined) {
    if (place > 0) {
      recent.splice(place, 1);
      recent.unshift(found);
    }
    return found;
  }
  const table = tabulateDraws(shape);
  recent.unshift(table);
  recent.length = Math.min(recent.length, RECENT_MAX);
  return table;
}

function isSameShape(one: SyllabusShape, other: SyllabusShape): boolean {
  if (one.length !== other.length) return false;
  for (let i = 0; i < one.length; i += 1) if (one[i] !== other[i]) return false;
  return true;
}
