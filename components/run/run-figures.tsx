"use client";

import { formatCount, formatDuration, formatShort } from "#components/ui/format.ts";
import { ProgressBar } from "#components/ui/progress-bar.tsx";
import type { RunReport } from "#lib/glan/run-report.ts";
import { describeCost } from "./run-cost.ts";
import { sumTurns } from "./turn-names.ts";
import { type Pace, usePace } from "./use-pace.ts";

/** How far a run is, how fast it goes and what it has cost. */
export function RunFigures({ report }: { readonly report: RunReport }) {
  const sums = sumTurns(report.totals);
  const pace = usePace(report);
  const percent = sums.planned === 0 ? 0 : Math.floor(((sums.done + sums.failed) / sums.planned) * 100);
  const time =
    report.finishedAt === null
      ? { name: "Remaining", value: describeRemaining(report, pace?.remainingMs ?? null) }
      : { name: "Took", value: formatDuration(Date.parse(report.finishedAt) - Date.parse(report.createdAt)) };
  const figures = [
    { name: "Rate", value: describeRate(report, sums.done, pace) },
    time,
    { name: "Calls", value: formatCount(sums.calls) },
    { name: "Tokens in", value: formatShort(sums.inputTokens) },
    { name: "Tokens out", value: formatShort(sums.outputTokens) },
    { name: "Cost", value: describeCost(report) },
  ];
  return (
    <div>
      <div className="mb-1.5 flex items-baseline justify-between">
        <span className="text-soft">
          {formatCount(sums.done)} of {formatCount(sums.planned)} done
          {sums.failed > 0 && <span className="text-bad">, {formatCount(sums.failed)} failed</span>}
        </span>
        <span className="font-medium">{percent} %</span>
      </div>
      <ProgressBar
        label={`Progress of run ${report.id}`}
        planned={sums.planned}
        done={sums.done}
        failed={sums.failed}
      />
      <dl className="mt-4 grid grid-cols-3 gap-x-4 gap-y-3">
        {figures.map((figure) => (
          <div key={figure.name} className="min-w-0">
            <dt className="text-12 text-faint">{figure.name}</dt>
            <dd className="truncate font-medium text-14">{figure.value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

function describeRemaining(report: RunReport, remainingMs: number | null): string {
  if (report.state !== "running") return "–";
  return remainingMs === null ? "measuring" : `about ${formatDuration(remainingMs)}`;
}

const MINUTE_MS = 60_000;

/** Of a run that goes on, its pace now; of one that is over, its average. */
function describeRate(report: RunReport, done: number, pace: Pace | null): string {
  const perMinute =
    report.finishedAt === null
      ? pace?.perMinute
      : (done / Math.max(1, Date.parse(report.finishedAt) - Date.parse(report.createdAt))) * MINUTE_MS;
  return perMinute === undefined ? "–" : `${formatCount(Math.round(perMinute))} / min`;
}
