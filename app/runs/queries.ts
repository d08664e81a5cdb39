import { queryOptions } from "@tanstack/react-query";
import { type RunReport, RunReportSchema } from "#lib/glan/run-report.ts";
import type { RunState } from "#lib/glan/words.ts";

const SECOND_MS = 1000;

/** How often a run is asked about: a paused one may be resumed from elsewhere, a finished one never changes. */
const POLL_MS = {
  running: SECOND_MS,
  pausing: SECOND_MS,
  paused: 5 * SECOND_MS,
  completed: false,
  cancelled: false,
} as const satisfies Record<RunState, number | false>;

export function runReportQuery(initial: RunReport) {
  return queryOptions({
    queryKey: ["run", initial.id],
    queryFn: async ({ signal }) => {
      const response = await fetch(`/api/runs/${initial.id}`, { signal });
      if (!response.ok) throw new Error(`GET /api/runs/${initial.id}: ${response.status}`);
      return RunReportSchema.parse(await response.json());
    },
    initialData: initial,
    refetchInterval: (query) => POLL_MS[query.state.data?.state ?? "running"],
  });
}
