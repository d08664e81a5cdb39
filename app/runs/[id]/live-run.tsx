"use client";

import { useQuery } from "@tanstack/react-query";
import { RunState } from "#components/run/run-state.tsx";
import { RunView } from "#components/run/run-view.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { RunReport } from "#lib/glan/run-report.ts";
import { runReportQuery } from "../queries.ts";

export function LiveRun({ initial }: { readonly initial: RunReport }) {
  const { data: report, isError } = useQuery(runReportQuery(initial));
  return (
    <>
      <p className="-mt-4 mb-5">
        <RunState state={report.state} />
      </p>
      {isError && (
        <Notice>
          The studio does not answer. The numbers below are from before; they go on when it is back.
        </Notice>
      )}
      <RunView report={report} />
    </>
  );
}
