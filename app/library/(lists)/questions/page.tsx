import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { LibraryTabs } from "#components/library/library-tabs.tsx";
import { QuestionList } from "#components/library/question-list.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Page } from "#components/ui/page.tsx";
import { Pager } from "#components/ui/pager.tsx";
import { listQuestions } from "#lib/db/question-pages.ts";
import { enter } from "../../../enter.ts";
import { readCursor } from "../../../read-id.ts";
import { cutPage, PAGE_SIZE } from "../cut-page.ts";
import { readScope } from "./read-scope.ts";

export const metadata: Metadata = { title: "Questions" };

interface QuestionsPageProps {
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}

export default async function QuestionsPage({ searchParams }: QuestionsPageProps) {
  const query = await searchParams;
  const after = readCursor(query.after);
  const place = await readScope(query);
  if (place === null) notFound();
  const { db } = await enter("see the studio");
  const found = await listQuestions(db, place.scope, { after, limit: PAGE_SIZE + 1 });
  const page = cutPage(found);
  return (
    <Page crumbs={place.crumbs} title={place.title}>
      {place.scope.kind === "all" && <LibraryTabs current="Questions" />}
      {page.rows.length === 0 ? (
        <EmptyState title="No questions here">A run asks them once a syllabus is written.</EmptyState>
      ) : (
        <QuestionList questions={page.rows} showsSubject={place.scope.kind !== "syllabus"} />
      )}
      <Pager
        firstHref={after === 0n ? null : place.href}
        nextHref={
          page.last === null
            ? null
            : `${place.href}${place.href.includes("?") ? "&" : "?"}after=${page.last.cursor}`
        }
      />
    </Page>
  );
}
