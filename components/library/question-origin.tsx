import Link from "next/link";
import { Facts } from "#components/ui/facts.tsx";
import { formatCount } from "#components/ui/format.ts";
import { TextLink } from "#components/ui/text-link.tsx";
import { drawSeed } from "#lib/glan/draws.ts";
import type { QuestionPage } from "#lib/glan/library.ts";
import { CallCard } from "./call-card.tsx";
import { describeDraw } from "./describe-draw.ts";

export interface OriginNode {
  readonly id: number;
  readonly name: string;
  readonly href: string;
}

interface QuestionOriginProps {
  readonly question: QuestionPage;
  readonly path: readonly OriginNode[];
}

const TURNS = ["Question", "Answer"] as const;

/** Everything that says where a question and its answer come from, in one panel. */
export function QuestionOrigin({ question, path }: QuestionOriginProps) {
  return (
    <div>
      <h2 className="mb-2 font-semibold text-14">Origin</h2>
      <Facts
        facts={[
          { name: "Discipline", value: <OriginPath path={path} /> },
          {
            name: "Release",
            value: <TextLink href="/taxonomy">{`Release ${question.releaseNumber}`}</TextLink>,
          },
          { name: "Subject", value: question.subject.name },
          {
            name: "Syllabus",
            value: (
              <TextLink
                href={`/library/syllabi/${question.syllabusId}`}
              >{`Syllabus ${question.syllabusId}`}</TextLink>
            ),
          },
          {
            name: "Run",
            value: <TextLink href={`/runs/${question.runId}`}>{`Run ${question.runId}`}</TextLink>,
          },
          ...(question.answer !== null && question.answer.runId !== question.runId
            ? [
                {
                  name: "Answered by",
                  value: (
                    <TextLink
                      href={`/runs/${question.answer.runId}`}
                    >{`Run ${question.answer.runId}`}</TextLink>
                  ),
                },
              ]
            : []),
          { name: "Use", value: question.heldOut ? "held-out, never exported for training" : "training" },
        ]}
      />
      <Draw question={question} discipline={path.at(-1)?.name ?? ""} />
      {question.calls.map((call, index) => (
        <CallCard key={call.id} title={TURNS[index] ?? "Call"} call={call} />
      ))}
    </div>
  );
}

interface DrawProps {
  readonly question: QuestionPage;
  readonly discipline: string;
}

function Draw({ question, discipline }: DrawProps) {
  const seed = drawSeed(question.seed, discipline, question.subject.name);
  const drawn = describeDraw(question.sessions, question.strategy, question.drawRank);
  return (
    <section className="mt-3 border-line border-t py-3">
      <h3 className="mb-1.5 font-medium">Draw</h3>
      {drawn.length === 0 && <p className="mb-2 text-warn">The syllabus has no draw of this rank.</p>}
      <ul className="mb-3 space-y-2">
        {drawn.map((session) => (
          <li key={session.place}>
            <TextLink href={`/library/syllabi/${question.syllabusId}#session-${session.place}`}>
              {`${session.place}. ${session.name}`}
            </TextLink>
            <ul className="mt-0.5 text-soft">
              {session.concepts.map((concept) => (
                <li key={concept} className="flex gap-2 wrap-anywhere">
                  <span aria-hidden className="text-faint">
                    ·
                  </span>
                  {concept}
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
      <Facts
        facts={[
          {
            name: "Strategy",
            value: `${question.strategy}, ${question.strategy === "single" ? "one session" : "two sessions"}`,
          },
          { name: "Seed", value: <span className="font-mono text-12">{seed}</span> },
          { name: "Index", value: formatCount(question.drawIndex) },
          { name: "Rank", value: formatCount(question.drawRank) },
          ...(question.skipped === 0
            ? []
            : [
                { name: "Skipped", value: `${formatCount(question.skipped)} characters before the question` },
              ]),
        ]}
      />
    </section>
  );
}

function OriginPath({ path }: { readonly path: readonly OriginNode[] }) {
  return (
    <span>
      {path.map((node, index) => (
        <span key={node.id}>
          {index > 0 && <span className="text-faint"> / </span>}
          <Link href={node.href} className="hover:text-accent hover:underline">
            {node.name}
          </Link>
        </span>
      ))}
    </span>
  );
}
