import Link from "next/link";
import { CoverageMap, MapLegend } from "#components/overview/coverage-map.tsx";
import { CoverageTable } from "#components/overview/coverage-table.tsx";
import { Funnel } from "#components/overview/funnel.tsx";
import { funnelSteps } from "#components/overview/funnel-steps.ts";
import { CommandLine } from "#components/ui/command-line.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Page } from "#components/ui/page.tsx";
import { Section } from "#components/ui/section.tsx";
import { findRunToWatch } from "#lib/db/overview.ts";
import { readReleaseTree } from "#lib/db/release-tree.ts";
import { readRunReport } from "#lib/db/run-reports.ts";
import { enter } from "../enter.ts";
import { LiveRunPanel } from "./live-run-panel.tsx";

export default async function OverviewPage() {
  const { db } = await enter("see the studio");
  const [tree, runId] = await Promise.all([readReleaseTree(db), findRunToWatch(db)]);
  const report = runId === null ? null : await readRunReport(db, runId);
  const nodes = tree?.nodes ?? [];
  return (
    <Page crumbs={[{ name: "Overview", href: null }]} title="Overview">
      <div className="mb-9 grid grid-cols-[minmax(0,1fr)] gap-x-14 gap-y-9 xl:grid-cols-[minmax(0,1fr)_minmax(360px,460px)]">
        <Section
          title="From fields to pairs"
          note={tree === null ? undefined : <Link href="/taxonomy">Release {tree.release.number}</Link>}
        >
          <Funnel steps={funnelSteps(nodes)} />
        </Section>
        <Section title={report?.finishedAt === null ? "Current run" : "Latest run"} aside={<AllRuns />}>
          {report === null ? (
            <EmptyState title="Nothing was generated yet">
              <p className="mb-3">Start with one discipline:</p>
              <CommandLine command="npm run -s glan -- generate --node Physics" />
            </EmptyState>
          ) : (
            <LiveRunPanel key={report.id} initial={report} />
          )}
        </Section>
      </div>
      <Section title="Coverage" note="pairs in every node of the taxonomy" aside={<MapLegend />}>
        {nodes.length === 0 ? (
          <EmptyState title="No taxonomy yet">
            <p className="mb-3">Bring one in; it becomes release 1:</p>
            <CommandLine command="npm run -s glan -- taxonomy import FILE" />
          </EmptyState>
        ) : (
          <>
            <CoverageMap nodes={nodes} />
            <details className="mt-2">
              <summary className="w-fit cursor-pointer text-soft hover:text-text">The map as a table</summary>
              <div className="mt-3 max-w-3xl">
                <CoverageTable nodes={nodes} />
              </div>
            </details>
          </>
        )}
      </Section>
    </Page>
  );
}

function AllRuns() {
  return (
    <Link href="/runs" className="text-soft hover:text-text hover:underline">
      All runs
    </Link>
  );
}
