// The one way each kind of number and date is written.

const grouped = new Intl.NumberFormat("en");
const short = new Intl.NumberFormat("en", { notation: "compact", maximumSignificantDigits: 3 });
const oneDecimal = new Intl.NumberFormat("en", { maximumFractionDigits: 1 });
const moment = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  timeZone: "UTC",
});

/** 1,234,567. Exact at any size. */
export function formatCount(count: number | bigint): string {
  return grouped.format(count);
}

/** 1.23M, where the exact number would be noise. */
export function formatShort(count: number): string {
  return count < 10_000 ? grouped.format(count) : short.format(count);
}

export function formatDecimal(value: number): string {
  return oneDecimal.format(value);
}

/** "1 syllabus", "3 syllabi". */
export function formatOf(count: number | bigint, one: string, many: string): string {
  return `${formatCount(count)} ${BigInt(Math.trunc(Number(count))) === 1n ? one : many}`;
}

const NANO = 1e9;

/** Nano-USD as dollars: cents from a dollar on, four places below. */
export function formatUsd(nanoUsd: number): string {
  const usd = nanoUsd / NANO;
  return `$${usd === 0 || usd >= 1 ? usd.toLocaleString("en", { minimumFractionDigits: 2, maximumFractionDigits: 2 }) : usd.toFixed(4)}`;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** 420 ms, 8.1 s, 3 min 20 s, 2 h 5 min, 3 d 4 h. */
export function formatDuration(ms: number): string {
  if (ms < SECOND) return `${Math.round(ms)} ms`;
  if (ms < 10 * SECOND) return `${oneDecimal.format(ms / SECOND)} s`;
  const [large, small, largeUnit, smallUnit] =
    ms < HOUR
      ? [MINUTE, SECOND, "min", "s"]
      : ms < 24 * HOUR
        ? [HOUR, MINUTE, "h", "min"]
        : [24 * HOUR, HOUR, "d", "h"];
  const count = Math.floor(ms / large);
  const rest = Math.floor((ms % large) / small);
  if (count === 0) return `${rest} ${smallUnit}`;
  return rest === 0 ? `${count} ${largeUnit}` : `${count} ${largeUnit} ${rest} ${smallUnit}`;
}

/** 20 Nov 2026, 13:05 UTC: the same on server and screen, whatever their time zones. */
export function formatMoment(iso: string): string {
  return `${moment.format(new Date(iso))} UTC`;
}
