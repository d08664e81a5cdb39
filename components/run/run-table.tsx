import { type Column, DataTable } from "#components/ui/data-table.tsx";
import { formatCount, formatMoment } from "#components/ui/format.ts";
import { RowLink } from "#components/ui/text-link.tsx";
import type { RunSummary } from "#lib/glan/run-report.ts";
import { describeCost, describeScope } from "./run-cost.ts";
import { RunState } from "./run-state.tsx";
import { sumTurns } from "./turn-names.ts";

const pairs = (run: RunSummary) => run.totals.find((turn) => turn.stage === "write-pairs" && turn.turn === 2);

const COLUMNS: readonly Column<RunSummary>[] = [
  {
    header: "Run",
    cell: (run) => (
      <span className="whitespace-nowrap">
        <RowLink href={`/runs/${run.id}`}>{`Run ${run.id}`}</RowLink>
      </span>
    ),
  },
  { header: "State", cell: (run) => <RunState state={run.state} /> },
  {
    header: "Scope",
    isWide: true,
    isSecondary: true,
    cell: (run) => (run.isSample ? `${describeScope(run)} (sample)` : describeScope(run)),
  },
  {
    header: "Pairs",
    isNumber: true,
    cell: (run) => (
      <>
        {formatCount(pairs(run)?.done ?? 0)}
        <span className="text-faint"> / {formatCount(pairs(run)?.planned ?? 0)}</span>
      </>
    ),
  },
  {
    header: "Failed",
    isNumber: true,
    isSecondary: true,
    cell: (run) => {
      const { failed } = sumTurns(run.totals);
      return failed === 0 ? (
        <span className="text-faint">0</span>
      ) : (
        <span className="text-bad">{formatCount(failed)}</span>
      );
    },
  },
  {
    header: "Calls",
    isNumber: true,
    isSecondary: true,
    cell: (run) => formatCount(sumTurns(run.totals).calls),
  },
  { header: "Cost", isNumber: true, isSecondary: true, cell: describeCost },
  {
    header: "Started",
    isNumber: true,
    isSecondary: true,
    cell: (run) => <span className="text-soft">{formatMoment(run.createdAt)}</span>,
  },
];

export function RunTable({ runs }: { readonly runs: readonly RunSummary[] }) {
  return (
    <DataTable caption="Runs, the newest first" columns={COLUMNS} rows={runs} rowKey={(run) => run.id} />
  );
}
