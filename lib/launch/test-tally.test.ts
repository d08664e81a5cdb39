import { expect, test } from "vitest";
import { addTallies, describeTally, tallyPlaywright, tallyStep, tallyVitest } from "./test-tally.ts";

test("steps, unit tests and browser tests add up to one line", () => {
  const units = tallyVitest({ numPassedTests: 10, numFailedTests: 0, numPendingTests: 0, success: true });
  const browser = tallyPlaywright({
    stats: { expected: 3, unexpected: 0, flaky: 0, skipped: 0 },
    errors: [],
  });
  expect(describeTally(addTallies(addTallies(tallyStep(true), units), browser))).toBe("14 passed, 0 failed");
});

test("what was skipped is said only when something was", () => {
  expect(describeTally({ passed: 1, failed: 0, skipped: 2 })).toBe("1 passed, 0 failed, 2 skipped");
});

test("a test file that does not load is a failure though no test in it failed", () => {
  const report = { numPassedTests: 4, numFailedTests: 0, numPendingTests: 0, success: false };
  expect(tallyVitest(report)).toEqual({ passed: 4, failed: 1, skipped: 0 });
});

test("a set-up of the browser tests that fails is a failure, and so is a test that passed when repeated", () => {
  const stats = { expected: 0, unexpected: 0, flaky: 0, skipped: 0 };
  expect(tallyPlaywright({ stats, errors: [{ message: "no studio" }] }).failed).toBe(1);
  expect(tallyPlaywright({ stats: { ...stats, flaky: 1 } }).failed).toBe(1);
});
