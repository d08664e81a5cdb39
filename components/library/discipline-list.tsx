import { ArrowDown, ArrowUp } from "lucide-react";
import Link from "next/link";
import { type Column, DataTable } from "#components/ui/data-table.tsx";
import { formatCount } from "#components/ui/format.ts";
import { CountLink, RowLink } from "#components/ui/text-link.tsx";
import { addTotals, NO_TOTALS, type TreeNode } from "#lib/glan/tree-totals.ts";
import { type DisciplineSort, type SortOrder, sortDisciplines } from "./sort-disciplines.ts";

interface DisciplineListProps {
  readonly disciplines: readonly TreeNode[];
  readonly order: SortOrder;
}

/** Every discipline of the release with what was generated for it. */
export function DisciplineList({ disciplines, order }: DisciplineListProps) {
  const sum = disciplines.reduce((totals, node) => addTotals(totals, node.totals), NO_TOTALS);
  const quiet = (count: number | bigint) =>
    Number(count) === 0 ? <span className="text-faint">0</span> : formatCount(count);
  const number = (
    name: string,
    by: DisciplineSort,
    cell: Column<TreeNode>["cell"],
    isSecondary: boolean,
  ): Column<TreeNode> => ({
    header: <SortLink name={name} by={by} order={order} />,
    sort: sortOf(by, order),
    isNumber: true,
    isSecondary,
    cell,
  });
  const columns: Column<TreeNode>[] = [
    {
      header: <SortLink name="Discipline" by="name" order={order} />,
      sort: sortOf("name", order),
      isWide: true,
      cell: (node) => <RowLink href={`/library/disciplines/${node.id}`}>{node.name}</RowLink>,
    },
    number("Subjects", "subjects", (node) => quiet(node.totals.subjects), false),
    number("Syllabi", "syllabi", (node) => quiet(node.totals.syllabi), true),
    number("Sessions", "sessions", (node) => quiet(node.totals.sessions), true),
    number("Concepts", "concepts", (node) => quiet(node.totals.concepts), true),
    number("Possible draws", "draws", (node) => quiet(node.totals.draws), true),
    number(
      "Pairs",
      "pairs",
      (node) => <CountLink href={`/library/questions?discipline=${node.id}`} count={node.totals.pairs} />,
      false,
    ),
  ];
  return (
    <DataTable
      caption="Disciplines"
      columns={columns}
      rows={sortDisciplines(disciplines, order)}
      rowKey={(node) => node.id}
      footer={[
        `${formatCount(disciplines.length)} disciplines`,
        ...[sum.subjects, sum.syllabi, sum.sessions, sum.concepts, sum.draws, sum.pairs].map((count) =>
          formatCount(count),
        ),
      ]}
    />
  );
}

function sortOf(by: DisciplineSort, order: SortOrder): Column<TreeNode>["sort"] {
  if (order.by !== by) return undefined;
  return order.isDescending ? "descending" : "ascending";
}

interface SortLinkProps {
  readonly name: string;
  readonly by: DisciplineSort;
  readonly order: SortOrder;
}

/** Numbers begin with the largest, names with A; the second press turns it round. */
function SortLink({ name, by, order }: SortLinkProps) {
  const isCurrent = order.by === by;
  const isDescending = isCurrent ? !order.isDescending : by !== "name";
  const Arrow = order.isDescending ? ArrowDown : ArrowUp;
  return (
    <Link
      href={`/library?sort=${isDescending ? "-" : ""}${by}`}
      scroll={false}
      className={`inline-flex items-center gap-1 hover:text-text ${isCurrent ? "text-text" : ""}`}
    >
      {name}
      {isCurrent && <Arrow size={12} aria-hidden />}
    </Link>
  );
}
