import fc from "fast-check";
import { expect, test } from "vitest";
import { permuteIndex } from "./permutation.ts";

const firstOf = (count: bigint, seed: string, size = Number(count)) =>
  Array.from({ length: size }, (_, i) => permuteIndex(count, seed, BigInt(i)));

test("every count from 1 to 300 is permuted without loss", () => {
  for (let count = 1; count <= 300; count += 1) {
    const values = firstOf(BigInt(count), "draw:v1/all");
    expect(new Set(values).size, `count ${count}`).toBe(count);
    expect(values.every((value) => value >= 0n && value < BigInt(count))).toBe(true);
  }
});

test("powers of two and their neighbours are permuted without loss, whatever the seed", () => {
  const nearPowers = fc
    .tuple(fc.integer({ min: 1, max: 12 }), fc.constantFrom(-1, 0, 1))
    .map(([power, offset]) => 2 ** power + offset);
  fc.assert(
    fc.property(nearPowers, fc.string(), (count, seed) => {
      expect(new Set(firstOf(BigInt(count), seed)).size).toBe(count);
    }),
    { numRuns: 40 },
  );
});

test("counts around 2^32, 2^53, 2^64 and far beyond keep indices apart and in range", () => {
  for (const power of [31n, 32n, 33n, 52n, 53n, 54n, 63n, 64n, 65n, 66n, 96n, 127n, 200n]) {
    for (const count of [2n ** power - 1n, 2n ** power, 2n ** power + 1n]) {
      const indices = [
        ...Array.from({ length: 200 }, (_, i) => BigInt(i)),
        ...Array.from({ length: 200 }, (_, i) => count - 1n - BigInt(i)),
        ...Array.from({ length: 200 }, (_, i) => (count / 211n) * BigInt(i + 2)),
      ];
      const values = indices.map((index) => permuteIndex(count, "draw:v1/far", index));
      expect(new Set(values).size, `count ${count}`).toBe(new Set(indices).size);
      expect(values.every((value) => value >= 0n && value < count)).toBe(true);
    }
  }
});

test("neighbouring indices of a large count land all over it", () => {
  for (const count of [10n ** 6n, 10n ** 12n, 10n ** 18n, 10n ** 24n]) {
    const tenths = new Array<number>(10).fill(0);
    for (const value of firstOf(count, "draw:v1/spread", 5000)) {
      const tenth = Number((value * 10n) / count);
      tenths[tenth] = (tenths[tenth] ?? 0) + 1;
    }
    const chiSquare = tenths.reduce((sum, seen) => sum + (seen - 500) ** 2 / 500, 0);
    // 9 degrees of freedom: 27.9 is passed by chance once in 1,000.
    expect(chiSquare, `count ${count}: ${tenths}`).toBeLessThan(27.9);
  }
});

test("all orders of few things are met over many seeds, about equally often", () => {
  const seen = new Map<string, number>();
  for (let i = 0; i < 6000; i += 1) {
    const order = firstOf(4n, `draw:v1/seed/${i}`).join();
    seen.set(order, (seen.get(order) ?? 0) + 1);
  }
  expect(seen.size).toBe(24);
  const chiSquare = [...seen.values()].reduce((sum, count) => sum + (count - 250) ** 2 / 250, 0);
  // 23 degrees of freedom: 49.7 is passed by chance once in 1,000.
  expect(chiSquare).toBeLessThan(49.7);
});

test("seeds that differ in one character give unrelated orders", () => {
  const of = (seed: string) => firstOf(60_375n, seed, 1000);
  const reference = of("draw:v1/glan/physics/optics/single");
  for (const seed of ["draw:v1/glan/physics/optica/single", "draw:v1/glao/physics/optics/single", ""]) {
    const same = of(seed).filter((value, i) => value === reference[i]).length;
    expect(same).toBeLessThan(5);
  }
});

test("an index outside is refused", () => {
  for (const [count, index] of [
    [0n, 0n],
    [5n, 5n],
    [5n, -1n],
  ] as const) {
    expect(() => permuteIndex(count, "s", index)).toThrow(RangeError);
  }
});

test("draw:v1 gives the values it has always given", () => {
  const seed = "draw:v1/glan/physics/classical mechanics/double";
  expect(firstOf(1n, seed)).toEqual([0n]);
  expect({
    ten: firstOf(10n, seed),
    usual: firstOf(60_375n, seed, 6),
    above2to53: firstOf(2n ** 53n + 3n, seed, 3),
    above2to64: firstOf(2n ** 64n + 3n, seed, 3),
    vast: firstOf(10n ** 40n, seed, 2),
    otherScript: firstOf(60_375n, "draw:v1/é/物理/光学/single", 3),
  }).toMatchInlineSnapshot(`
    {
      "above2to53": [
        4506045645475604n,
        2165617210899197n,
        6161757829477511n,
      ],
      "above2to64": [
        802350912732815028n,
        1533101573204690535n,
        14822916161175243227n,
      ],
      "otherScript": [
        18268n,
        48186n,
        13427n,
      ],
      "ten": [
        8n,
        1n,
        0n,
        6n,
        7n,
        4n,
        5n,
        2n,
        9n,
        3n,
      ],
      "usual": [
        59098n,
        28879n,
        17466n,
        47107n,
        14805n,
        47783n,
      ],
      "vast": [
        1906630995823827729654882321463375942588n,
        6759262815731530751447375852611228161580n,
      ],
    }
  `);
});
