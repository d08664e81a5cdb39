import fc from "fast-check";
import { expect, test } from "vitest";
import { parseNextPath, signInPath } from "./next-path.ts";

const ORIGIN = "https://studio.example.org";

/** What attackers write, and any text between its pieces. */
const wanted = fc
  .array(
    fc.oneof(
      fc.constantFrom("/", "//", "\\", "/\\", "\t", "\n", "..", ".", "@", ":", "?next=", "#", "%2f", "%5c"),
      fc.constantFrom("evil.example", "https://evil.example", "javascript:alert(1)", "runs", "1"),
      fc.string({ unit: "binary", maxLength: 4 }),
    ),
    { maxLength: 8 },
  )
  .map((pieces) => pieces.join(""));

test("whatever was asked for, the browser stays on this site", () => {
  fc.assert(
    fc.property(wanted, (text) => {
      const path = parseNextPath(text);
      expect(new URL(path, ORIGIN).origin).toBe(ORIGIN);
      expect(path.startsWith("/") && !path.startsWith("//") && !path.startsWith("/\\")).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

test("what passed once passes again unchanged", () => {
  fc.assert(
    fc.property(wanted, (text) => {
      const path = parseNextPath(text);
      expect(parseNextPath(path)).toBe(path);
    }),
  );
});

test.each([
  ["/runs/7", "/runs/7"],
  ["/library/questions?after=12", "/library/questions?after=12"],
  ["/runs?_rsc=1a2b", "/runs"],
  ["//evil.example", "/"],
  ["/\\evil.example", "/"],
  ["/\t/evil.example", "/"],
  ["/.//evil.example", "/"],
  ["https://evil.example", "/"],
  ["javascript:alert(1)", "/"],
  [undefined, "/"],
  [["/runs", "/"], "/"],
])("%j leads to %s", (text, path) => {
  expect(parseNextPath(text)).toBe(path);
});

test("the sign-in page leads back to where one was", () => {
  expect(signInPath("/runs?view=a&b")).toBe("/sign-in?next=%2Fruns%3Fview%3Da%26b");
  expect(signInPath(null)).toBe("/sign-in");
});
