import Link from "next/link";
import { ModelExcerpt } from "#components/model-text/model-excerpt.tsx";
import type { ListedQuestion } from "#lib/glan/library.ts";

interface QuestionListProps {
  readonly questions: readonly ListedQuestion[];
  /** Left out where every question belongs to the same syllabus. */
  readonly showsSubject: boolean;
}

/** Questions by their first lines. */
export function QuestionList({ questions, showsSubject }: QuestionListProps) {
  return (
    <ol className="border-line border-t">
      {questions.map((question) => (
        <li key={question.id} className="border-line border-b">
          <Link
            href={`/library/questions/${question.id}`}
            className="grid grid-cols-[1fr_auto] gap-x-4 py-2 hover:bg-hover"
          >
            <span className="line-clamp-2 font-serif text-14 wrap-anywhere">
              <ModelExcerpt text={question.excerpt} />
            </span>
            <span className="w-20 text-right text-12 text-faint">{question.strategy}</span>
            <span className="col-span-2 mt-0.5 truncate text-12 text-faint">
              Question {question.id}
              {showsSubject && ` · ${question.discipline} · ${question.subject}`}
              {question.heldOut && " · held-out"}
              {!question.isAnswered && <span className="text-warn"> · not answered yet</span>}
            </span>
          </Link>
        </li>
      ))}
    </ol>
  );
}
