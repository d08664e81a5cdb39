import { type Column, DataTable } from "#components/ui/data-table.tsx";
import { formatCount } from "#components/ui/format.ts";
import { RowLink } from "#components/ui/text-link.tsx";
import type { RunReport } from "#lib/glan/run-report.ts";
import type { Stage, Turn } from "#lib/glan/words.ts";

type Discipline = RunReport["disciplines"][number];

const TURNS: readonly { header: string; stage: Stage; turn: Turn; isSecondary: boolean }[] = [
  { header: "Lists", stage: "list-subjects", turn: 1, isSecondary: true },
  { header: "Extracted", stage: "list-subjects", turn: 2, isSecondary: true },
  { header: "Syllabi", stage: "write-syllabus", turn: 1, isSecondary: true },
  { header: "Extracted", stage: "write-syllabus", turn: 2, isSecondary: true },
  { header: "Questions", stage: "write-pairs", turn: 1, isSecondary: false },
  { header: "Answers", stage: "write-pairs", turn: 2, isSecondary: false },
];

const COLUMNS: readonly Column<Discipline>[] = [
  {
    header: "Discipline",
    isWide: true,
    cell: (row) => <RowLink href={`/library/disciplines/${row.nodeId}`}>{row.name}</RowLink>,
  },
  ...TURNS.map(
    ({ header, stage, turn, isSecondary }): Column<Discipline> => ({
      header,
      isSecondary,
      isNumber: true,
      cell: (row) => <Settled row={row} stage={stage} turn={turn} />,
    }),
  ),
];

/** done/planned, with what failed behind it. */
function Settled({
  row,
  stage,
  turn,
}: {
  readonly row: Discipline;
  readonly stage: Stage;
  readonly turn: Turn;
}) {
  const progress = row.turns.find((each) => each.stage === stage && each.turn === turn);
  if (progress === undefined || progress.planned === 0) return <span className="text-faint">–</span>;
  return (
    <>
      {formatCount(progress.done)}
      <span className="text-faint"> / {formatCount(progress.planned)}</span>
      {progress.failed > 0 && (
        <span className="ml-2 text-12 text-bad">{formatCount(progress.failed)} failed</span>
      )}
    </>
  );
}

export function DisciplineProgressTable({ report }: { readonly report: RunReport }) {
  return (
    <DataTable
      caption="Progress by discipline"
      columns={COLUMNS}
      rows={report.disciplines}
      rowKey={(row) => row.nodeId}
    />
  );
}
