import type { Metadata } from "next";
import Link from "next/link";
import { LibraryTabs } from "#components/library/library-tabs.tsx";
import { type Column, DataTable } from "#components/ui/data-table.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { formatCount } from "#components/ui/format.ts";
import { Page } from "#components/ui/page.tsx";
import { Pager } from "#components/ui/pager.tsx";
import { RowLink } from "#components/ui/text-link.tsx";
import { listSyllabi } from "#lib/db/syllabus-pages.ts";
import type { ListedSyllabus } from "#lib/glan/library.ts";
import { enter } from "../../../enter.ts";
import { readCursor } from "../../../read-id.ts";
import { cutPage, PAGE_SIZE } from "../cut-page.ts";

export const metadata: Metadata = { title: "Syllabi" };

const COLUMNS: readonly Column<ListedSyllabus>[] = [
  {
    header: "Syllabus",
    isWide: true,
    cell: (syllabus) => <RowLink href={`/library/syllabi/${syllabus.id}`}>{syllabus.subject}</RowLink>,
  },
  {
    header: "Discipline",
    isSecondary: true,
    cell: (syllabus) => (
      <span className="block max-w-56 truncate">
        <Link
          href={`/library/disciplines/${syllabus.nodeId}`}
          className="text-soft hover:text-accent hover:underline"
        >
          {syllabus.discipline}
        </Link>
      </span>
    ),
  },
  {
    header: "Sessions",
    isNumber: true,
    isSecondary: true,
    cell: (syllabus) => formatCount(syllabus.sessions),
  },
  {
    header: "Concepts",
    isNumber: true,
    isSecondary: true,
    cell: (syllabus) => formatCount(syllabus.concepts),
  },
  { header: "Possible draws", isNumber: true, cell: (syllabus) => formatCount(syllabus.draws) },
];

interface SyllabiPageProps {
  readonly searchParams: Promise<{ after?: string | string[] }>;
}

export default async function SyllabiPage({ searchParams }: SyllabiPageProps) {
  const after = Number(readCursor((await searchParams).after));
  const { db } = await enter("see the studio");
  const page = cutPage(await listSyllabi(db, { after, limit: PAGE_SIZE + 1 }));
  return (
    <Page
      crumbs={[
        { name: "Library", href: "/library" },
        { name: "Syllabi", href: null },
      ]}
      title="Library"
    >
      <LibraryTabs current="Syllabi" />
      {page.rows.length === 0 ? (
        <EmptyState title="No syllabi here">A run writes one for each subject it takes up.</EmptyState>
      ) : (
        <DataTable caption="Syllabi" columns={COLUMNS} rows={page.rows} rowKey={(syllabus) => syllabus.id} />
      )}
      <Pager
        firstHref={after === 0 ? null : "/library/syllabi"}
        nextHref={page.last === null ? null : `/library/syllabi?after=${page.last.id}`}
      />
    </Page>
  );
}
