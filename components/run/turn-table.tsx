import { type Column, DataTable } from "#components/ui/data-table.tsx";
import { formatCount, formatShort, formatUsd } from "#components/ui/format.ts";
import { ProgressBar } from "#components/ui/progress-bar.tsx";
import type { RunReport, TurnProgress } from "#lib/glan/run-report.ts";
import { turnName } from "./turn-names.ts";

const quiet = (count: number) => (count === 0 ? <span className="text-faint">0</span> : formatCount(count));

const alarming = (count: number, colour: string) =>
  count === 0 ? <span className="text-faint">0</span> : <span className={colour}>{formatCount(count)}</span>;

const COLUMNS: readonly Column<TurnProgress>[] = [
  {
    header: "Turn",
    cell: (turn) => <span className="whitespace-nowrap">{turnName(turn.stage, turn.turn)}</span>,
  },
  {
    header: <span className="sr-only">Progress</span>,
    isSecondary: true,
    isWide: true,
    cell: (turn) => (
      <ProgressBar
        label={turnName(turn.stage, turn.turn)}
        planned={turn.planned}
        done={turn.done}
        failed={turn.failed}
      />
    ),
  },
  { header: "Done", isNumber: true, cell: (turn) => formatCount(turn.done) },
  { header: "Planned", isNumber: true, cell: (turn) => quiet(turn.planned) },
  { header: "Failed", isNumber: true, cell: (turn) => alarming(turn.failed, "font-medium text-bad") },
  { header: "Reused", isNumber: true, isSecondary: true, cell: (turn) => quiet(turn.reused) },
  {
    header: "In doubt",
    isNumber: true,
    isSecondary: true,
    cell: (turn) => alarming(turn.inDoubt, "text-warn"),
  },
  { header: "Calls", isNumber: true, isSecondary: true, cell: (turn) => quiet(turn.calls) },
  { header: "Tokens in", isNumber: true, isSecondary: true, cell: (turn) => formatShort(turn.inputTokens) },
  { header: "Tokens out", isNumber: true, isSecondary: true, cell: (turn) => formatShort(turn.outputTokens) },
];

const COST: Column<TurnProgress> = {
  header: "Cost",
  isNumber: true,
  isSecondary: true,
  cell: (turn) => formatUsd(turn.costNanoUsd),
};

export function TurnTable({ report }: { readonly report: RunReport }) {
  return (
    <DataTable
      caption="Progress by stage and turn"
      columns={report.isDemo ? COLUMNS : [...COLUMNS, COST]}
      rows={report.totals}
      rowKey={(turn) => `${turn.stage}/${turn.turn}`}
    />
  );
}
