import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Draw, DrawSchema, type SyllabusShape } from "./draw.ts";
import { countDraws, drawAt, drawSeed, rankDraw, unrankDraw } from "./draws.ts";
import { STRATEGIES, type Strategy } from "./words.ts";

const strategies = fc.constantFrom(...STRATEGIES);
const smallShapes = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 4 });
const usualShapes = fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 30 });
const vastShapes = fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 12 });

/** Every draw of a shape the slow way: all sets of concepts, then those the strategy allows. */
function enumerate(shape: SyllabusShape, strategy: Strategy): string[] {
  const concepts = shape.flatMap((size, session) =>
    Array.from({ length: size }, (_, concept) => ({ session, concept })),
  );
  const found: string[] = [];
  const extend = (chosen: typeof concepts, from: number) => {
    const sessions = [...new Set(chosen.map(({ session }) => session))];
    if (sessions.length === (strategy === "single" ? 1 : 2)) {
      found.push(JSON.stringify({ strategy, sessions, concepts: chosen }));
    }
    if (chosen.length === 5) return;
    for (const [index, concept] of concepts.entries()) {
      if (index >= from) extend([...chosen, concept], index + 1);
    }
  };
  extend([], 0);
  return found.sort();
}

/** C(n, k) from the definition, for the paper's sums. */
function binomial(n: number, k: number): bigint {
  if (k > n) return 0n;
  let product = 1n;
  for (let i = 1; i <= k; i += 1) product = (product * BigInt(n - k + i)) / BigInt(i);
  return product;
}

function isValid(shape: SyllabusShape, draw: Draw): boolean {
  const places = draw.concepts.map(({ session, concept }) => session * 10_000_000 + concept);
  const touched = new Set(draw.concepts.map(({ session }) => session));
  return (
    DrawSchema.safeParse(draw).success &&
    draw.sessions.length === (draw.strategy === "single" ? 1 : 2) &&
    draw.sessions.every((session, i) => session > (draw.sessions[i - 1] ?? -1)) &&
    places.every((at, i) => at > (places[i - 1] ?? -1)) &&
    draw.concepts.every(({ session, concept }) => concept < (shape[session] ?? 0)) &&
    touched.size === draw.sessions.length &&
    draw.sessions.every((session) => touched.has(session))
  );
}

describe("the number of draws", () => {
  test("equals enumeration, and every rank gives another draw of it", () => {
    fc.assert(
      fc.property(smallShapes, strategies, (shape, strategy) => {
        const all = enumerate(shape, strategy);
        expect(countDraws(shape, strategy)).toBe(BigInt(all.length));
        const unranked = all.map((_, rank) => JSON.stringify(unrankDraw(shape, strategy, BigInt(rank))));
        expect(unranked.sort()).toEqual(all);
      }),
      { numRuns: 60 },
    );
  });

  test("equals the sums of the paper's section 2.4", () => {
    fc.assert(
      fc.property(fc.oneof(usualShapes, vastShapes), (shape) => {
        let single = 0n;
        let double = 0n;
        for (const [first, m1] of shape.entries()) {
          for (let i = 1; i <= 5; i += 1) single += binomial(m1, i);
          for (const m2 of shape.slice(first + 1)) {
            for (let i = 2; i <= 5; i += 1) {
              double += binomial(m1 + m2, i) - binomial(m1, i) - binomial(m2, i);
            }
          }
        }
        expect(countDraws(shape, "single")).toBe(single);
        expect(countDraws(shape, "double")).toBe(double);
      }),
      { numRuns: 50 },
    );
  });

  test("of 15 sessions with 5 concepts is 465 single and 60,375 double", () => {
    const shape = Array.from({ length: 15 }, () => 5);
    expect([countDraws(shape, "single"), countDraws(shape, "double")]).toEqual([465n, 60_375n]);
  });

  test("is zero where there is nothing to combine", () => {
    expect(countDraws([], "single")).toBe(0n);
    expect(countDraws([0, 0], "single")).toBe(0n);
    expect(countDraws([], "double")).toBe(0n);
    expect(countDraws([7], "double")).toBe(0n);
    expect(countDraws([0, 7, 0], "double")).toBe(0n);
    expect(countDraws([1, 0, 1], "double")).toBe(1n);
  });

  test("is refused for a shape that is none", () => {
    expect(() => countDraws([3, -1], "single")).toThrow(RangeError);
    expect(() => countDraws([1.5], "single")).toThrow("1.5 key concepts");
  });
});

describe("ranks", () => {
  const shapesWithDraws = fc
    .tuple(fc.oneof(usualShapes, vastShapes), strategies)
    .map(([shape, strategy]) => ({ shape, strategy, count: countDraws(shape, strategy) }))
    .filter(({ count }) => count > 0n)
    .chain(({ shape, strategy, count }) =>
      fc.record({
        shape: fc.constant(shape),
        strategy: fc.constant(strategy),
        rank: fc.bigInt({ min: 0n, max: count - 1n }),
      }),
    );

  test("lead to a valid draw and back, also beyond 2^53", () => {
    fc.assert(
      fc.property(shapesWithDraws, ({ shape, strategy, rank }) => {
        const draw = unrankDraw(shape, strategy, rank);
        expect(isValid(shape, draw)).toBe(true);
        expect(draw.strategy).toBe(strategy);
        expect(rankDraw(shape, draw)).toBe(rank);
      }),
      { numRuns: 500 },
    );
  });

  test("at both ends of a vast shape are the first and the last draw", () => {
    const shape = [1_000_000, 3, 2_000_000];
    for (const strategy of STRATEGIES) {
      const count = countDraws(shape, strategy);
      expect(count).toBeGreaterThan(2n ** 64n);
      for (const rank of [0n, 1n, 2n ** 53n + 1n, count - 1n]) {
        expect(rankDraw(shape, unrankDraw(shape, strategy, rank))).toBe(rank);
      }
      expect(() => unrankDraw(shape, strategy, count)).toThrow(RangeError);
      expect(() => unrankDraw(shape, strategy, -1n)).toThrow(RangeError);
    }
  });

  test("are refused for draws that the shape does not have", () => {
    const shape = [3, 3, 0];
    const concept = (session: number, at: number) => ({ session, concept: at });
    const wrong: Draw[] = [
      { strategy: "single", sessions: [0], concepts: [] },
      { strategy: "single", sessions: [0], concepts: [concept(0, 3)] },
      { strategy: "single", sessions: [0], concepts: [concept(0, 1), concept(0, 1)] },
      { strategy: "single", sessions: [0], concepts: [concept(1, 1)] },
      { strategy: "single", sessions: [2], concepts: [concept(2, 0)] },
      { strategy: "single", sessions: [9], concepts: [concept(9, 0)] },
      { strategy: "single", sessions: [0, 1], concepts: [concept(0, 0), concept(1, 0)] },
      { strategy: "double", sessions: [0], concepts: [concept(0, 0), concept(0, 1)] },
      { strategy: "double", sessions: [1, 0], concepts: [concept(1, 0), concept(0, 0)] },
      { strategy: "double", sessions: [0, 1], concepts: [concept(0, 0), concept(0, 1)] },
      {
        strategy: "double",
        sessions: [0, 1],
        concepts: [0, 1, 2].flatMap((at) => [concept(0, at), concept(1, at)]),
      },
    ];
    for (const draw of wrong) expect(() => rankDraw(shape, draw), JSON.stringify(draw)).toThrow(RangeError);
  });

  test("keep the order that stored questions rely on", () => {
    const shape = [2, 0, 3];
    const written = (strategy: Strategy, rank: number) =>
      unrankDraw(shape, strategy, BigInt(rank))
        .concepts.map(({ session, concept }) => `${session}.${concept}`)
        .join(" ");
    expect(Array.from({ length: 10 }, (_, rank) => written("single", rank))).toEqual([
      "0.0",
      "0.1",
      "0.0 0.1",
      "2.0",
      "2.1",
      "2.2",
      "2.0 2.1",
      "2.0 2.2",
      "2.1 2.2",
      "2.0 2.1 2.2",
    ]);
    expect([0, 5, 6, 12, 14, 15, 20].map((rank) => written("double", rank))).toEqual([
      "0.0 2.0",
      "0.1 2.2",
      "0.0 2.0 2.1",
      "0.0 2.0 2.1 2.2",
      "0.0 0.1 2.0",
      "0.0 0.1 2.1",
      "0.0 0.1 2.0 2.1 2.2",
    ]);
  });
});

describe("the seeded order", () => {
  test("gives every draw once before any comes again", () => {
    fc.assert(
      fc.property(smallShapes, strategies, fc.string(), (shape, strategy, seed) => {
        const count = Number(countDraws(shape, strategy));
        const ranks = Array.from({ length: count }, (_, i) => drawAt(shape, strategy, seed, BigInt(i)).rank);
        expect(new Set(ranks).size).toBe(count);
      }),
      { numRuns: 60 },
    );
  });

  test("tells the rank of the draw it gives", () => {
    const { rank, draw } = drawAt([5, 5, 5], "double", "a", 7n);
    expect(unrankDraw([5, 5, 5], "double", rank)).toEqual(draw);
  });

  test("differs between seeds and between strategies of one seed", () => {
    const shape = Array.from({ length: 15 }, () => 5);
    const ranksOf = (strategy: Strategy, seed: string) =>
      Array.from({ length: 20 }, (_, i) => drawAt(shape, strategy, seed, BigInt(i)).rank);
    expect(ranksOf("double", "a")).not.toEqual(ranksOf("double", "b"));
    expect(ranksOf("single", "a")).not.toEqual(ranksOf("double", "a"));
    // Same count for both strategies, so that only the strategy can tell them apart.
    expect([countDraws([1, 1, 1], "single"), countDraws([1, 1, 1], "double")]).toEqual([3n, 3n]);
    const seeds = Array.from({ length: 50 }, (_, i) => `seed ${i}`);
    expect(
      seeds.some(
        (seed) => drawAt([1, 1, 1], "single", seed, 0n).rank !== drawAt([1, 1, 1], "double", seed, 0n).rank,
      ),
    ).toBe(true);
  });

  test("spreads early draws evenly over the sessions", () => {
    const shape = Array.from({ length: 15 }, () => 5);
    for (const [strategy, taken] of [
      ["single", 150],
      ["double", 300],
    ] as const) {
      // Over 20 syllabi, so that chance alone stays far from the bound.
      const touched = new Array<number>(shape.length).fill(0);
      for (let syllabus = 0; syllabus < 20; syllabus += 1) {
        for (let i = 0; i < taken; i += 1) {
          const { draw } = drawAt(shape, strategy, `draw:v1/test/${syllabus}`, BigInt(i));
          for (const session of draw.sessions) touched[session] = (touched[session] ?? 0) + 1;
        }
      }
      const expected = touched.reduce((sum, count) => sum + count, 0) / shape.length;
      const chiSquare = touched.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
      // 14 degrees of freedom: 36.1 is passed by chance once in 1,000.
      expect(chiSquare).toBeLessThan(36.1);
    }
  });

  test("is named after run, discipline and subject, however these are spelled", () => {
    expect(drawSeed("run 7", "Physics", "Electricity & Magnetism")).toBe(
      "draw:v1/run 7/physics/electricity and magnetism",
    );
    expect(drawSeed("s", " PHYSICS ", "Newton’s Laws")).toBe(drawSeed("s", "Physics", "Newton's laws"));
  });
});
