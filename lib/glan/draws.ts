import { choose, chooseUpTo, rankCombination, unrankCombination } from "./combinations.ts";
import { CONCEPTS_PER_DRAW_MAX, type Draw, type DrawnConcept, type SyllabusShape } from "./draw.ts";
import { type DrawTable, drawTable } from "./draw-table.ts";
import { permuteIndex } from "./permutation.ts";
import { normaliseName, type Strategy } from "./words.ts";

// Every possible draw of a strategy has a rank, 0 to count - 1, by the sessions first, then by how many concepts
// each gives, then by which. Ranks are stored with questions and belong to draw:v1: their order never changes.

/** How many different draws a syllabus has (paper, section 2.4), exact at any size. */
export function countDraws(shape: SyllabusShape, strategy: Strategy): bigint {
  const table = drawTable(shape);
  const totals = strategy === "single" ? table.singleBefore : table.doubleBefore;
  return totals[shape.length] ?? 0n;
}

/** The draw with this rank. Throws RangeError when there is none. */
export function unrankDraw(shape: SyllabusShape, strategy: Strategy, rank: bigint): Draw {
  const count = countDraws(shape, strategy);
  if (rank < 0n || rank >= count) throw new RangeError(`No ${strategy} draw ${rank} among ${count}.`);
  const table = drawTable(shape);
  return strategy === "single" ? unrankSingle(table, rank) : unrankDouble(table, rank);
}

/** Inverse of unrankDraw. Throws RangeError for a draw that this shape does not have. */
export function rankDraw(shape: SyllabusShape, draw: Draw): bigint {
  const table = drawTable(shape);
  const [first, second, ...more] = draw.sessions;
  const isSingle = draw.strategy === "single";
  if (first === undefined || more.length > 0 || isSingle !== (second === undefined)) throw noSuchDraw(draw);
  const fromFirst = conceptsOf(shape, draw, first);
  const fromSecond = second === undefined ? [] : conceptsOf(shape, draw, second);
  const taken = fromFirst.length + fromSecond.length;
  if (taken !== draw.concepts.length || taken > CONCEPTS_PER_DRAW_MAX) throw noSuchDraw(draw);
  if (second === undefined) {
    const smaller = chooseUpTo(shape[first] ?? 0, taken - 1);
    return (table.singleBefore[first] ?? 0n) + smaller + rankCombination(fromFirst);
  }
  if (second <= first) throw noSuchDraw(draw);
  return rankDouble(table, { first, second, fromFirst, fromSecond });
}

/**
 * The draw at a place of the seeded order: a permutation of all draws of the strategy, so nothing repeats
 * before everything was drawn, and any place is reached from (seed, index) alone.
 */
export function drawAt(
  shape: SyllabusShape,
  strategy: Strategy,
  seed: string,
  index: bigint,
): { readonly rank: bigint; readonly draw: Draw } {
  const rank = permuteIndex(countDraws(shape, strategy), `${seed}/${strategy}`, index);
  return { rank, draw: unrankDraw(shape, strategy, rank) };
}

/** The name of a syllabus' randomness. Made of names, not ids, so that it is the same in another database. */
export function drawSeed(runSeed: string, disciplineName: string, subjectName: string): string {
  return `draw:v1/${runSeed}/${normaliseName(disciplineName)}/${normaliseName(subjectName)}`;
}

function unrankSingle(table: DrawTable, rank: bigint): Draw {
  const session = lastAtMost(0, table.shape.length, (i) => table.singleBefore[i] ?? 0n, rank);
  const size = table.shape[session] ?? 0;
  let rest = rank - (table.singleBefore[session] ?? 0n);
  let taken = 1;
  for (; rest >= choose(size, taken); taken += 1) rest -= choose(size, taken);
  return {
    strategy: "single",
    sessions: [session],
    concepts: place(session, unrankCombination(size, taken, rest)),
  };
}

function unrankDouble(table: DrawTable, rank: bigint): Draw {
  const { shape, doubleBefore, doubleUntil } = table;
  const first = lastAtMost(0, shape.length, (i) => doubleBefore[i] ?? 0n, rank);
  let rest = rank - (doubleBefore[first] ?? 0n);
  const second = lastAtMost(first + 1, shape.length, (end) => doubleUntil(first, end), rest);
  rest -= doubleUntil(first, second);

  const [m1, m2] = [shape[first] ?? 0, shape[second] ?? 0];
  for (const [k1, k2] of SPLITS) {
    const ofSecond = choose(m2, k2);
    const block = choose(m1, k1) * ofSecond;
    if (rest < block) {
      const fromFirst = place(first, unrankCombination(m1, k1, rest / ofSecond));
      const fromSecond = place(second, unrankCombination(m2, k2, rest % ofSecond));
      return {
        strategy: "double",
        sessions: [first, second],
        concepts: [...fromFirst, ...fromSecond],
      };
    }
    rest -= block;
  }
  throw new Error(`Double draw ${rank} lies beyond its sessions ${first} and ${second}.`);
}

interface DoubleChoice {
  readonly first: number;
  readonly second: number;
  readonly fromFirst: readonly number[];
  readonly fromSecond: readonly number[];
}

function rankDouble(table: DrawTable, { first, second, fromFirst, fromSecond }: DoubleChoice): bigint {
  const [m1, m2] = [table.shape[first] ?? 0, table.shape[second] ?? 0];
  let rank = (table.doubleBefore[first] ?? 0n) + table.doubleUntil(first, second);
  for (const [k1, k2] of SPLITS) {
    if (k1 === fromFirst.length && k2 === fromSecond.length) break;
    rank += choose(m1, k1) * choose(m2, k2);
  }
  return rank + rankCombination(fromFirst) * choose(m2, fromSecond.length) + rankCombination(fromSecond);
}

/** How many concepts each of two sessions may give: at least one each, five together at most. */
const SPLITS: readonly (readonly [number, number])[] = [1, 2, 3, 4].flatMap((k1) =>
  [1, 2, 3, 4].filter((k2) => k1 + k2 <= CONCEPTS_PER_DRAW_MAX).map((k2) => [k1, k2] as const),
);

const place = (session: number, concepts: readonly number[]): DrawnConcept[] =>
  concepts.map((concept) => ({ session, concept }));

/** Positions drawn from one session: at least one, ascending, within the shape. */
function conceptsOf(shape: SyllabusShape, draw: Draw, session: number): number[] {
  const positions = draw.concepts.filter((drawn) => drawn.session === session).map(({ concept }) => concept);
  const isValid = positions.every(
    (position, i) =>
      Number.isInteger(position) && position > (positions[i - 1] ?? -1) && position < (shape[session] ?? 0),
  );
  if (!isValid || positions.length === 0) throw noSuchDraw(draw);
  return positions;
}

const noSuchDraw = (draw: Draw): RangeError =>
  new RangeError(`The syllabus has no such draw: ${JSON.stringify(draw)}`);

/** The last i in [from, end) with valueAt(i) <= limit, for a rising valueAt that is <= limit at `from`. */
function lastAtMost(from: number, end: number, valueAt: (i: number) => bigint, limit: bigint): number {
  let low = from;
  let high = end - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (valueAt(middle) <= limit) low = middle;
    else high = middle - 1;
  }
  return low;
}
