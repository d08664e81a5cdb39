import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Page } from "#components/ui/page.tsx";
import { readRunReport } from "#lib/db/run-reports.ts";
import { enter } from "../../enter.ts";
import { readId } from "../../read-id.ts";
import { LiveRun } from "./live-run.tsx";

interface RunPageProps {
  readonly params: Promise<{ id: string }>;
}

export async function generateMetadata({ params }: RunPageProps): Promise<Metadata> {
  return { title: `Run ${(await params).id}` };
}

export default async function RunPage({ params }: RunPageProps) {
  const { db } = await enter("see the studio");
  const report = await readRunReport(db, readId((await params).id));
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
