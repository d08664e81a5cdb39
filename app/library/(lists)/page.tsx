import type { Metadata } from "next";
import { DisciplineList } from "#components/library/discipline-list.tsx";
import { LibraryTabs } from "#components/library/library-tabs.tsx";
import { parseSort } from "#components/library/sort-disciplines.ts";
import { CommandLine } from "#components/ui/command-line.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Page } from "#components/ui/page.tsx";
import { currentTree } from "../../current-tree.ts";

export const metadata: Metadata = { title: "Library" };

interface LibraryPageProps {
  readonly searchParams: Promise<{ sort?: string | string[] }>;
}

export default async function LibraryPage({ searchParams }: LibraryPageProps) {
  const [tree, { sort }] = await Promise.all([currentTree(), searchParams]);
  const disciplines = (tree?.nodes ?? []).filter((node) => node.kind === "discipline");
  return (
    <Page crumbs={[{ name: "Library", href: null }]} title="Library">
      <LibraryTabs current="Disciplines" />
      {disciplines.length === 0 ? (
        <EmptyState title="No disciplines yet">
          <p className="mb-3">They come with a taxonomy:</p>
          <CommandLine command="npm run -s glan -- taxonomy import FILE" />
        </EmptyState>
      ) : (
        <DisciplineList disciplines={disciplines} order={parseSort(sort)} />
      )}
    </Page>
  );
}
