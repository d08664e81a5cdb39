import type { Metadata } from "next";
import { RunTable } from "#components/run/run-table.tsx";
import { CommandLine } from "#components/ui/command-line.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Page } from "#components/ui/page.tsx";
import { listRunSummaries } from "#lib/db/run-reports.ts";
import { enter } from "../../enter.ts";

export const metadata: Metadata = { title: "Runs" };

export default async function RunsPage() {
  const { db } = await enter("see the studio");
  const runs = await listRunSummaries(db);
  return (
    <Page
      crumbs={[{ name: "Runs", href: null }]}
      title="Runs"
      lede="A run generates over a part of the taxonomy. It can be paused, resumed and cancelled at any time; what came back stays."
    >
      {runs.length === 0 ? (
        <EmptyState title="No run yet">
          <p className="mb-3">Start one over a discipline:</p>
          <CommandLine command="npm run -s glan -- generate --node Physics" />
        </EmptyState>
      ) : (
        <RunTable runs={runs} />
      )}
    </Page>
  );
}
