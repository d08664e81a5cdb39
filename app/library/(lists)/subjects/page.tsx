import type { Metadata } from "next";
import Link from "next/link";
import { LibraryTabs } from "#components/library/library-tabs.tsx";
import { SUBJECT_COLUMNS } from "#components/library/subject-columns.tsx";
import { type Column, DataTable } from "#components/ui/data-table.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Page } from "#components/ui/page.tsx";
import { Pager } from "#components/ui/pager.tsx";
import { listSubjects } from "#lib/db/subject-pages.ts";
import type { ListedSubject } from "#lib/glan/library.ts";
import { enter } from "../../../enter.ts";
import { readCursor } from "../../../read-id.ts";
import { cutPage, PAGE_SIZE } from "../cut-page.ts";

export const metadata: Metadata = { title: "Subjects" };

const COLUMNS: readonly Column<ListedSubject>[] = [
  ...SUBJECT_COLUMNS,
  {
    header: "Discipline",
    cell: (subject) => (
      <span className="block max-w-56 truncate">
        <Link
          href={`/library/disciplines/${subject.nodeId}`}
          className="text-soft hover:text-accent hover:underline"
        >
          {subject.discipline}
        </Link>
      </span>
    ),
  },
  { header: "Named by", isNumber: true, isSecondary: true, cell: (subject) => subject.namedBy },
];

interface SubjectsPageProps {
  readonly searchParams: Promise<{ after?: string | string[] }>;
}

export default async function SubjectsPage({ searchParams }: SubjectsPageProps) {
  const after = Number(readCursor((await searchParams).after));
  const { db } = await enter("see the studio");
  const page = cutPage(await listSubjects(db, { after, limit: PAGE_SIZE + 1 }));
  return (
    <Page
      crumbs={[
        { name: "Library", href: "/library" },
        { name: "Subjects", href: null },
      ]}
      title="Library"
    >
      <LibraryTabs current="Subjects" />
      {page.rows.length === 0 ? (
        <EmptyState title="No subjects here">Subjects appear with the first run.</EmptyState>
      ) : (
        <DataTable caption="Subjects" columns={COLUMNS} rows={page.rows} rowKey={(subject) => subject.id} />
      )}
      <Pager
        firstHref={after === 0 ? null : "/library/subjects"}
        nextHref={page.last === null ? null : `/library/subjects?after=${page.last.id}`}
      />
    </Page>
  );
}
