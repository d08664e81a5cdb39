import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { QuestionList } from "#components/library/question-list.tsx";
import { SessionList } from "#components/library/session-list.tsx";
import { SyllabusOrigin } from "#components/library/syllabus-origin.tsx";
import { ModelText } from "#components/model-text/model-text.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { formatMoment, formatOf } from "#components/ui/format.ts";
import { Notice } from "#components/ui/notice.tsx";
import { Page } from "#components/ui/page.tsx";
import { Section } from "#components/ui/section.tsx";
import { Tabs } from "#components/ui/tabs.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { listQuestions } from "#lib/db/question-pages.ts";
import { readNodePath } from "#lib/db/release-tree.ts";
import { readSyllabusName, readSyllabusPage } from "#lib/db/syllabus-pages.ts";
import type { ListedQuestion, SyllabusPage as Syllabus } from "#lib/glan/library.ts";
import { enter } from "../../../enter.ts";
import { nodeCrumbs } from "../../../node-crumbs.ts";
import { readId } from "../../../read-id.ts";

interface SyllabusPageProps {
  readonly params: Promise<{ id: string }>;
  readonly searchParams: Promise<{ view?: string | string[] }>;
}

const QUESTIONS_SHOWN = 8;

export async function generateMetadata({ params }: SyllabusPageProps): Promise<Metadata> {
  const { db } = await enter("see the studio");
  const syllabus = await readSyllabusName(db, readId((await params).id));
  return { title: syllabus?.subject ?? "Syllabus" };
}

export default async function SyllabusPage({ params, searchParams }: SyllabusPageProps) {
  const { db } = await enter("see the studio");
  const id = readId((await params).id);
  const isWritten = (await searchParams).view === "written";
  const [syllabus, questions] = await Promise.all([
    readSyllabusPage(db, id),
    listQuestions(db, { kind: "syllabus", syllabusId: id }, { after: 0n, limit: QUESTIONS_SHOWN }),
  ]);
  if (syllabus === null) notFound();
  const path = await readNodePath(db, syllabus.nodeId);
  const here = `/library/syllabi/${id}`;
  return (
    <Page
      crumbs={[
        { name: "Library", href: "/library" },
        ...nodeCrumbs(path),
        { name: syllabus.subject.name, href: null },
      ]}
      kicker={syllabus.subject.level === "" ? "Syllabus" : `Syllabus · ${syllabus.subject.level}`}
      title={syllabus.subject.name}
    >
      {syllabus.supersededAt !== null && (
        <Notice>
          Superseded on {formatMoment(syllabus.supersededAt)}. It stays, because its questions name it.
        </Notice>
      )}
      <div className="grid grid-cols-[minmax(0,1fr)] gap-x-14 gap-y-10 lg:grid-cols-[minmax(0,1fr)_minmax(280px,340px)]">
        <div className="max-w-[680px]">
          <Tabs
            label="Views of the syllabus"
            tabs={[
              { name: "Sessions", href: here, isCurrent: !isWritten },
              { name: "As the model wrote it", href: `${here}?view=written`, isCurrent: isWritten },
            ]}
          />
          {isWritten ? <Written syllabus={syllabus} /> : <Taught syllabus={syllabus} questions={questions} />}
        </div>
        <aside aria-label="Origin" className="max-lg:border-line max-lg:border-t max-lg:pt-6">
          <SyllabusOrigin syllabus={syllabus} discipline={path.at(-1)?.name ?? "unknown"} />
        </aside>
      </div>
    </Page>
  );
}

function Written({ syllabus }: { readonly syllabus: Syllabus }) {
  if (syllabus.written === null) {
    return (
      <EmptyState title="The text is not there">
        The ledger holds no completion for the call that wrote it.
      </EmptyState>
    );
  }
  return (
    <>
      <h2 className="sr-only">The text of the syllabus</h2>
      <ModelText text={syllabus.written} idPrefix="syllabus" />
    </>
  );
}

interface TaughtProps {
  readonly syllabus: Syllabus;
  readonly questions: readonly ListedQuestion[];
}

function Taught({ syllabus, questions }: TaughtProps) {
  const rest = syllabus.questions - questions.length;
  return (
    <>
      {syllabus.introduction !== "" && (
        <div className="mb-9">
          <ModelText text={syllabus.introduction} idPrefix="introduction" />
        </div>
      )}
      <h2 className="sr-only">Class sessions</h2>
      <div className="mb-10">
        <SessionList sessions={syllabus.sessions} />
      </div>
      <Section title="Questions" note={syllabus.questions.toLocaleString("en")}>
        {questions.length === 0 ? (
          <EmptyState title="No questions yet">A run that plans pairs asks them.</EmptyState>
        ) : (
          <QuestionList questions={questions} showsSubject={false} />
        )}
        {rest > 0 && (
          <p className="mt-3 ">
            <TextLink href={`/library/questions?syllabus=${syllabus.id}`}>
              {`${formatOf(rest, "more question", "more questions")}`}
            </TextLink>
          </p>
        )}
      </Section>
    </>
  );
}
