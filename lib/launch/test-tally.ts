import { z } from "zod";

export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export const NOTHING: Tally = { passed: 0, failed: 0, skipped: 0 };

export function addTallies(a: Tally, b: Tally): Tally {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped };
}

/** A step that is not made of tests counts as one. */
export function tallyStep(isPassed: boolean): Tally {
  return isPassed ? { ...NOTHING, passed: 1 } : { ...NOTHING, failed: 1 };
}

const VitestSchema = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number().default(0),
  success: z.boolean(),
});

/** Vitest's JSON report. A run that failed without a failed test (a file that does not load) counts as one. */
export function tallyVitest(report: unknown): Tally {
  const found = VitestSchema.parse(report);
  return {
    passed: found.numPassedTests,
    failed: found.success ? found.numFailedTests : Math.max(found.numFailedTests, 1),
    skipped: found.numPendingTests + found.numTodoTests,
  };
}

const PlaywrightSchema = z.object({
  stats: z.object({
    expected: z.number(),
    unexpected: z.number(),
    flaky: z.number(),
    skipped: z.number(),
  }),
  errors: z.array(z.unknown()).default([]),
});

/** Playwright's JSON report. A test that passed only when repeated did not pass. */
export function tallyPlaywright(report: unknown): Tally {
  const { stats, errors } = PlaywrightSchema.parse(report);
  const failed = stats.unexpected + stats.flaky;
  return {
    passed: stats.expected,
    failed: errors.length > 0 ? Math.max(failed, 1) : failed,
    skipped: stats.skipped,
  };
}

/** The closing line of `npm test`. */
export function describeTally({ passed, failed, skipped }: Tally): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}
