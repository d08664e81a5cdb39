import fc from "fast-check";
import { expect, test } from "vitest";
import { hashText } from "./text-hash.ts";

test("a hash is 16 hexadecimal digits, the same each time", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      expect(hashText(text)).toMatch(/^[0-9a-f]{16}$/);
      expect(hashText(text)).toBe(hashText(text));
    }),
  );
});

test("20,000 neighbouring texts have as many hashes, and either half alone nearly as many", () => {
  const hashes = Array.from({ length: 20_000 }, (_, i) => hashText(`queue:v1/round-1/user-1/${i}`));
  expect(new Set(hashes).size).toBe(20_000);
  for (const half of [hashes.map((hash) => hash.slice(0, 8)), hashes.map((hash) => hash.slice(8))]) {
    // By chance 20,000 of 2^32 values meet 0.05 times.
    expect(new Set(half).size).toBeGreaterThan(19_995);
  }
});

test("the first digits of neighbouring texts are spread evenly", () => {
  const seen = new Map<string, number>();
  for (let i = 0; i < 16_000; i += 1) {
    const digit = hashText(`seed/${i}`).slice(0, 1);
    seen.set(digit, (seen.get(digit) ?? 0) + 1);
  }
  const chiSquare = [...seen.values()].reduce((total, count) => total + (count - 1000) ** 2 / 1000, 0);
  expect(seen.size).toBe(16);
  // 15 degrees of freedom: 37.7 is passed by chance once in 1,000.
  expect(chiSquare).toBeLessThan(37.7);
});

test("hash:v1 gives the values it has always given", () => {
  expect(["", "a", "queue:v1/round-1/user-1/1", "物理"].map(hashText)).toMatchInlineSnapshot(`
    [
      "9cc07593cce2f2af",
      "cf1241476e89d075",
      "c2fa953f7069d646",
      "4504a4932e54689e",
    ]
  `);
});
