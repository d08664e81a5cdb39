import { describe, expect, it } from "vitest";
import { readRetryAfter } from "./retry-after.ts";

const NOW = Date.parse("2026-11-20T12:00:00Z");
const MAX_MS = 60_000;

describe("retry after", () => {
  it.each([
    ["seconds", [["Retry-After", "3"]], 3_000],
    ["fractions of a second", [["retry-after", "0.5"]], 500],
    ["a date", [["Retry-After", "Fri, 20 Nov 2026 12:00:20 GMT"]], 20_000],
    ["a date in the past", [["Retry-After", "Fri, 20 Nov 2026 11:00:00 GMT"]], 0],
    [
      "milliseconds before seconds",
      [
        ["retry-after", "9"],
        ["retry-after-ms", "120"],
      ],
      120,
    ],
    ["an absurd number of seconds", [["Retry-After", "99999999999"]], MAX_MS],
    ["a date years ahead", [["Retry-After", "Fri, 20 Nov 2099 12:00:00 GMT"]], MAX_MS],
    ["a negative number", [["Retry-After", "-5"]], 0],
    ["a word", [["Retry-After", "soon"]], null],
    ["nothing", [["Content-Type", "text/html"]], null],
    [
      "the reset of what is spent",
      [
        ["x-ratelimit-remaining-requests", "0"],
        ["x-ratelimit-reset-requests", "1m2.5s"],
        ["x-ratelimit-remaining-tokens", "10"],
        ["x-ratelimit-reset-tokens", "6ms"],
      ],
      MAX_MS,
    ],
    [
      "the sooner reset when nothing is said to be spent",
      [
        ["x-ratelimit-reset-requests", "20s"],
        ["x-ratelimit-reset-tokens", "120ms"],
      ],
      120,
    ],
    ["a reset that is no duration", [["x-ratelimit-reset-tokens", "later"]], null],
  ] as const)("reads %s", (_, headers, expected) => {
    expect(readRetryAfter(headers, NOW, MAX_MS)).toBe(expected);
  });
});
