"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import { describeScope } from "#components/run/run-cost.ts";
import { RunFigures } from "#components/run/run-figures.tsx";
import { RunState } from "#components/run/run-state.tsx";
import { sumTurns, turnName } from "#components/run/turn-names.ts";
import { formatCount } from "#components/ui/format.ts";
import { Notice } from "#components/ui/notice.tsx";
import { ProgressBar } from "#components/ui/progress-bar.tsx";
import type { RunReport } from "#lib/glan/run-report.ts";
import { runReportQuery } from "../runs/queries.ts";

/** The rest of the page is rendered again at most this often while the run goes on. */
const REFRESH_MS = 3000;

/** The run to watch, live; the numbers and the map around it follow. */
export function LiveRunPanel({ initial }: { readonly initial: RunReport }) {
  const { data: report, isError } = useQuery(runReportQuery(initial));
  useRefreshWith(report);
  return (
    <div>
      {isError && <Notice>The studio does not answer. These numbers are from before.</Notice>}
      <div className="mb-3 flex items-baseline justify-between gap-4">
        <p className="min-w-0 truncate">
          <Link href={`/runs/${report.id}`} className="font-medium text-accent hover:underline">
            Run {report.id}
          </Link>
          <span className="text-soft">
            {report.isSample ? " · sample" : ""} · {describeScope(report)}
          </span>
        </p>
        <RunState state={report.state} />
      </div>
      <RunFigures report={report} />
      <ul className="mt-5">
        {report.totals.map((turn) => (
          <li key={`${turn.stage}/${turn.turn}`} className="flex h-7 items-center gap-3 text-12">
            <span className="w-36 shrink-0 truncate text-soft">{turnName(turn.stage, turn.turn)}</span>
            <ProgressBar
              label={turnName(turn.stage, turn.turn)}
              planned={turn.planned}
              done={turn.done}
              failed={turn.failed}
            />
            <span className="w-24 shrink-0 text-right">
              {formatCount(turn.done)}
              <span className="text-faint"> / {formatCount(turn.planned)}</span>
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function useRefreshWith(report: RunReport): void {
  const router = useRouter();
  const seen = useRef({ at: 0, what: "" });
  const what = `${report.state} ${sumTurns(report.totals).done}`;
  const isOver = report.finishedAt !== null;
  useEffect(() => {
    if (seen.current.what === what) return;
    const isFirst = seen.current.what === "";
    if (!isFirst && !isOver && Date.now() - seen.current.at < REFRESH_MS) return;
    seen.current = { at: Date.now(), what };
    if (!isFirst) router.refresh();
  }, [what, isOver, router]);
}
