import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Page } from "#components/ui/page.tsx";
import { readRunReport } from "#lib/db/run-reports.ts";
import { studioDatabase } from "#lib/db/studio-database.ts";
import { readId } from "../../read-id.ts";
import { LiveRun } from "./live-run.tsx";

interface RunPageProps {
  readonly params: Promise<{ id: string }>;
}

export async function generateMetadata({ params }: RunPageProps): Promise<Metadata> {
  return { title: `Run ${(await params).id}` };
}

export default async function RunPage({ params }: RunPageProps) {
  const report = await readRunReport(studioDatabase(), readId((await params).id));
  if (report === null) notFound();
  return (
    <Page
      crumbs={[
        { name: "Runs", href: "/runs" },
        { name: `Run ${report.id}`, href: null },
      ]}
      title={`Run ${report.id}${report.isSample ? ", the sample run" : ""}`}
    >
      <LiveRun initial={report} />
    </Page>
  );
}
