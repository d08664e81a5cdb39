import { headerOf, type RawExchange } from "./raw-exchange.ts";

const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/**
 * How long the provider asks to wait, in ms; null where it does not say, or nonsense. Reads retry-after-ms,
 * Retry-After (seconds or an HTTP date) and x-ratelimit-reset-*. Never more than `maxMs`: a wait of days is
 * a clock that is wrong or a server that is, and trying again costs one refused request.
 */
export function readRetryAfter(headers: RawExchange["headers"], now: number, maxMs: number): number | null {
  const waitMs = readMilliseconds(headers) ?? readSeconds(headers, now) ?? readResets(headers);
  return waitMs === null ? null : Math.min(Math.max(waitMs, 0), maxMs);
}

function readMilliseconds(headers: RawExchange["headers"]): number | null {
  return readNumber(headerOf(headers, "retry-after-ms"));
}

function readSeconds(headers: RawExchange["headers"], now: number): number | null {
  const value = headerOf(headers, "retry-after");
  const seconds = readNumber(value);
  if (seconds !== null) return seconds * 1_000;
  const date = value === null ? Number.NaN : Date.parse(value);
  return Number.isNaN(date) ? null : date - now;
}

/** The reset of what ran out; where nothing is said to have, the sooner one. */
function readResets(headers: RawExchange["headers"]): number | null {
  const resets = ["requests", "tokens"].flatMap((kind) => {
    const waitMs = readDuration(headerOf(headers, `x-ratelimit-reset-${kind}`));
    if (waitMs === null) return [];
    return [{ waitMs, isSpent: headerOf(headers, `x-ratelimit-remaining-${kind}`) === "0" }];
  });
  const spent = resets.filter(({ isSpent }) => isSpent).map(({ waitMs }) => waitMs);
  if (spent.length > 0) return Math.max(...spent);
  return resets.length === 0 ? null : Math.min(...resets.map(({ waitMs }) => waitMs));
}

function readNumber(value: string | null): number | null {
  if (value === null || !/^\s*-?\d+(\.\d+)?\s*$/.test(value)) return null;
  return Number(value);
}

/** "6m0s", "1.2s", "120ms". */
function readDuration(value: string | null): number | null {
  if (value === null || !/^(\d+(\.\d+)?(ms|[smhd]))+$/.test(value)) return null;
  let total = 0;
  for (const [, amount, , unit] of value.matchAll(/(\d+(\.\d+)?)(ms|[smhd])/g)) {
    total += Number(amount) * (UNIT_MS[unit ?? ""] ?? 0);
  }
  return total;
}
