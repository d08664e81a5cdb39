import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { QuestionOrigin } from "#components/library/question-origin.tsx";
import { StepLinks } from "#components/library/step-links.tsx";
import { ModelText } from "#components/model-text/model-text.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Page } from "#components/ui/page.tsx";
import { readQuestionPage } from "#lib/db/question-pages.ts";
import { readNodePath } from "#lib/db/release-tree.ts";
import { enter } from "../../../enter.ts";
import { nodeCrumbs } from "../../../node-crumbs.ts";
import { readBigId } from "../../../read-id.ts";

interface QuestionPageProps {
  readonly params: Promise<{ id: string }>;
}

export async function generateMetadata({ params }: QuestionPageProps): Promise<Metadata> {
  return { title: `Question ${(await params).id}` };
}

export default async function QuestionPage({ params }: QuestionPageProps) {
  const { db } = await enter("see the studio");
  const question = await readQuestionPage(db, readBigId((await params).id));
  if (question === null) notFound();
  const path = await readNodePath(db, question.nodeId);
  const crumbs = nodeCrumbs(path);
  const hrefOf = (id: string | null) => (id === null ? null : `/library/questions/${id}`);
  return (
    <Page
      crumbs={[
        { name: "Library", href: "/library" },
        ...crumbs,
        { name: question.subject.name, href: `/library/syllabi/${question.syllabusId}` },
        { name: `Question ${question.id}`, href: null },
      ]}
      kicker={question.subject.name}
      title={`Question ${question.id}`}
      aside={<StepLinks previousHref={hrefOf(question.previousId)} nextHref={hrefOf(question.nextId)} />}
    >
      <div className="grid grid-cols-[minmax(0,1fr)] gap-x-14 gap-y-10 lg:grid-cols-[minmax(0,1fr)_minmax(280px,340px)]">
        <article className="max-w-[680px]">
          <ModelText text={question.text} idPrefix="question" />
          <h2 className="mt-10 mb-3 border-line border-t pt-4 font-semibold text-14">Answer</h2>
          {question.answer === null ? (
            <EmptyState title="Not answered yet">
              The run asks the answer model separately; its state is on the page of run {question.runId}.
            </EmptyState>
          ) : (
            <ModelText text={question.answer.text} idPrefix="answer" />
          )}
        </article>
        <aside aria-label="Origin" className="max-lg:border-line max-lg:border-t max-lg:pt-6">
          <QuestionOrigin
            question={question}
            path={path.map((node, index) => ({ ...node, href: crumbs[index]?.href ?? "/taxonomy" }))}
          />
        </aside>
      </div>
    </Page>
  );
}
