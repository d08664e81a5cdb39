import { type Column, DataTable } from "#components/ui/data-table.tsx";
import { formatCount } from "#components/ui/format.ts";
import { RowLink } from "#components/ui/text-link.tsx";
import type { TreeNode } from "#lib/glan/tree-totals.ts";
import { nodeHref } from "./coverage-map.tsx";

const COLUMNS: readonly Column<TreeNode>[] = [
  {
    header: "Node",
    isWide: true,
    cell: (node) => (
      <span style={{ paddingLeft: (node.level - 1) * 16 }}>
        <RowLink href={nodeHref(node)}>{node.name}</RowLink>
      </span>
    ),
  },
  {
    header: "Kind",
    isSecondary: true,
    cell: (node) => <span className="text-soft whitespace-nowrap">{node.kind}</span>,
  },
  {
    header: "Disciplines",
    isNumber: true,
    isSecondary: true,
    cell: (node) => formatCount(node.totals.disciplines),
  },
  {
    header: "Subjects",
    isNumber: true,
    isSecondary: true,
    cell: (node) => formatCount(node.totals.subjects),
  },
  { header: "Pairs", isNumber: true, cell: (node) => formatCount(node.totals.pairs) },
];

/** What the coverage map shows, as numbers. */
export function CoverageTable({ nodes }: { readonly nodes: readonly TreeNode[] }) {
  return <DataTable caption="Coverage by node" columns={COLUMNS} rows={nodes} rowKey={(node) => node.id} />;
}
