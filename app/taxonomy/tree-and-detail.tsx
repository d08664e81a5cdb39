"use client";

import { useSelectedLayoutSegment } from "next/navigation";
import type { ReactNode } from "react";
import { type TreeRow, TreeView } from "#components/taxonomy/tree-view.tsx";
import { type Crumb, Page } from "#components/ui/page.tsx";

interface TreeAndDetailProps {
  readonly rows: readonly TreeRow[];
  readonly children: ReactNode;
}

/** Tree on the left, detail on the right; a phone shows one of them. */
export function TreeAndDetail({ rows, children }: TreeAndDetailProps) {
  const segment = useSelectedLayoutSegment();
  const selectedId = segment === null ? null : Number(segment);
  return (
    <Page crumbs={crumbsTo(rows, selectedId)} title="Taxonomy">
      <div className="grid grid-cols-[minmax(0,1fr)] gap-x-12 gap-y-6 lg:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
        <div className={selectedId === null ? "" : "max-lg:hidden"}>
          <div
            aria-hidden
            className="flex h-8 items-center border-line-strong border-b pr-2 text-12 text-faint"
          >
            <span className="flex-1 font-medium">Node</span>
            <span className="w-16 text-right font-medium">Subjects</span>
            <span className="w-16 text-right font-medium">Pairs</span>
          </div>
          <TreeView rows={rows} selectedId={selectedId} />
        </div>
        <div className={selectedId === null ? "max-lg:order-first" : ""}>
          <div className="lg:sticky lg:top-14">{children}</div>
        </div>
      </div>
    </Page>
  );
}

function crumbsTo(rows: readonly TreeRow[], selectedId: number | null): Crumb[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const path: Crumb[] = [];
  for (let row = byId.get(selectedId ?? 0); row !== undefined; row = byId.get(row.parentId ?? 0)) {
    path.unshift({ name: row.name, href: row.id === selectedId ? null : `/taxonomy/${row.id}` });
  }
  return [{ name: "Taxonomy", href: path.length === 0 ? null : "/taxonomy" }, ...path];
}
