"use client";

import { useEffect, useState } from "react";
import type { RunReport } from "#lib/glan/run-report.ts";
import { sumTurns } from "./turn-names.ts";

interface Reading {
  readonly at: number;
  readonly settled: number;
}

export interface Pace {
  readonly perMinute: number;
  /** Null while nothing moves. */
  readonly remainingMs: number | null;
}

/** Long enough to smooth bursts of a second, short enough to follow a change of speed. */
const WINDOW_MS = 30_000;
const FIRST_WORD_MS = 3000;
const MINUTE_MS = 60_000;

/** How fast a run settles what it planned, from what was seen of it; null until enough was seen. */
export function usePace(report: RunReport): Pace | null {
  const [readings, setReadings] = useState<readonly Reading[]>([]);
  const { planned, done, failed } = sumTurns(report.totals);
  useEffect(() => {
    const now = Date.now();
    const settled = done + failed;
    setReadings((seen) => [...seen.filter((reading) => reading.at > now - WINDOW_MS), { at: now, settled }]);
  }, [done, failed]);
  const [first, last] = [readings[0], readings.at(-1)];
  if (report.state !== "running" || first === undefined || last === undefined) return null;
  const elapsed = last.at - first.at;
  if (elapsed < FIRST_WORD_MS) return null;
  const perMs = (last.settled - first.settled) / elapsed;
  const left = Math.max(0, planned - done - failed);
  return { perMinute: perMs * MINUTE_MS, remainingMs: perMs > 0 ? left / perMs : null };
}
