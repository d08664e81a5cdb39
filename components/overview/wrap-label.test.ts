import fc from "fast-check";
import { expect, test } from "vitest";
import { wrapLabel } from "./wrap-label.ts";

test("a short label stays whole", () => {
  expect(wrapLabel("Physics", 20, 1)).toEqual(["Physics"]);
});

test("a long label fills its lines and ends in an ellipsis", () => {
  const label = "Business, administration and public life";
  expect(wrapLabel(label, 20, 3)).toEqual(["Business,", "administration and", "public life"]);
  expect(wrapLabel(label, 20, 2)).toEqual(["Business,", "administration and…"]);
  expect(wrapLabel(label, 20, 1)).toEqual(["Business, administr…"]);
});

test("no label outgrows its cell", () => {
  fc.assert(
    fc.property(
      fc.string(),
      fc.integer({ min: 2, max: 30 }),
      fc.integer({ min: 1, max: 4 }),
      (label, width, lines) => {
        const wrapped = wrapLabel(label, width, lines);
        expect(wrapped.length).toBeLessThanOrEqual(lines);
        if (lines === 1) expect(wrapped[0]?.length).toBeLessThanOrEqual(width);
      },
    ),
  );
});
