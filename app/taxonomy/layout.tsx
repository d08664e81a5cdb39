import type { Metadata } from "next";
import type { ReactNode } from "react";
import { treeRows } from "#components/taxonomy/tree-rows.ts";
import { CommandLine } from "#components/ui/command-line.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Page } from "#components/ui/page.tsx";
import { currentTree } from "../current-tree.ts";
import { TreeAndDetail } from "./tree-and-detail.tsx";

export const metadata: Metadata = { title: "Taxonomy" };

// The tree lives in the layout: choosing a node renders only the detail, and what is open stays open.
export default async function TaxonomyLayout({ children }: { readonly children: ReactNode }) {
  const tree = await currentTree();
  if (tree === null) {
    return (
      <Page crumbs={[{ name: "Taxonomy", href: null }]} title="Taxonomy">
        <EmptyState title="No taxonomy yet">
          <p className="mb-3">Bring one in; it becomes release 1:</p>
          <CommandLine command="npm run -s glan -- taxonomy import FILE" />
        </EmptyState>
      </Page>
    );
  }
  return <TreeAndDetail rows={treeRows(tree.nodes)}>{children}</TreeAndDetail>;
}
