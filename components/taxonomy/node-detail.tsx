import Link from "next/link";
import { nodeHref } from "#components/overview/coverage-map.tsx";
import { type Column, DataTable } from "#components/ui/data-table.tsx";
import { formatCount } from "#components/ui/format.ts";
import { RowLink } from "#components/ui/text-link.tsx";
import type { NodeTotals, TreeNode } from "#lib/glan/tree-totals.ts";
import type { NodeKind } from "#lib/glan/words.ts";

const KIND_WORDS = {
  field: "Field",
  "sub-field": "Sub-field",
  discipline: "Discipline",
} as const satisfies Record<NodeKind, string>;

const CHILD_COLUMNS: readonly Column<TreeNode>[] = [
  {
    header: "Below it",
    isWide: true,
    cell: (node) => <RowLink href={`/taxonomy/${node.id}`}>{node.name}</RowLink>,
  },
  {
    header: "Disciplines",
    isNumber: true,
    isSecondary: true,
    cell: (node) =>
      node.kind === "discipline" ? (
        <span className="text-faint">–</span>
      ) : (
        formatCount(node.totals.disciplines)
      ),
  },
  { header: "Subjects", isNumber: true, cell: (node) => formatCount(node.totals.subjects) },
  { header: "Pairs", isNumber: true, cell: (node) => formatCount(node.totals.pairs) },
];

interface NodeDetailProps {
  readonly node: TreeNode;
  readonly nodeChildren: readonly TreeNode[];
}

/** A node and what hangs below it. */
export function NodeDetail({ node, nodeChildren }: NodeDetailProps) {
  return (
    <article>
      <p className="text-12 text-faint">{KIND_WORDS[node.kind]}</p>
      <h2 className="mb-4 font-semibold text-16 wrap-anywhere">{node.name}</h2>
      <TotalsList totals={node.totals} isDiscipline={node.kind === "discipline"} />
      {node.kind === "discipline" ? (
        <p className="mt-5">
          <Link
            href={nodeHref(node)}
            className="inline-flex h-8 items-center rounded-md border border-line-strong px-3 font-medium hover:bg-hover"
          >
            Open in the library
          </Link>
        </p>
      ) : (
        <div className="mt-6">
          <DataTable
            caption={`Nodes below ${node.name}`}
            columns={CHILD_COLUMNS}
            rows={nodeChildren}
            rowKey={(child) => child.id}
          />
        </div>
      )}
    </article>
  );
}

/** What was generated below a node. */
export function TotalsList({
  totals,
  isDiscipline,
}: {
  readonly totals: NodeTotals;
  readonly isDiscipline: boolean;
}) {
  const figures = [
    ...(isDiscipline ? [] : [{ name: "Disciplines", count: totals.disciplines }]),
    { name: "Subjects", count: totals.subjects },
    { name: "Syllabi", count: totals.syllabi },
    { name: "Class sessions", count: totals.sessions },
    { name: "Key concepts", count: totals.concepts },
    { name: "Possible draws", count: totals.draws },
    { name: "Questions", count: totals.questions },
    { name: "Pairs", count: totals.pairs },
  ];
  return (
    <dl className="grid grid-cols-2 gap-x-8">
      {figures.map((figure) => (
        <div key={figure.name} className="flex h-8 items-center justify-between border-line border-b">
          <dt className="text-soft">{figure.name}</dt>
          <dd className={Number(figure.count) === 0 ? "text-faint" : "font-medium"}>
            {formatCount(figure.count)}
          </dd>
        </div>
      ))}
    </dl>
  );
}
