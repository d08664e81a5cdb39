import { Facts } from "#components/ui/facts.tsx";
import { formatCount, formatMoment } from "#components/ui/format.ts";
import { CountLink, TextLink } from "#components/ui/text-link.tsx";
import type { SyllabusPage } from "#lib/glan/library.ts";
import { CallCard } from "./call-card.tsx";

const FLAG_WORDS: Readonly<Record<string, string>> = {
  "few-sessions": "fewer class sessions than usual",
  "many-sessions": "more class sessions than usual",
  "few-concepts": "fewer key concepts than usual",
  "many-concepts": "more key concepts than usual",
  "session-without-concepts": "a session without key concepts",
};

const TURNS = ["Writing", "Extraction"] as const;

interface SyllabusOriginProps {
  readonly syllabus: SyllabusPage;
  readonly discipline: string;
}

/** Numbers of a syllabus and where it comes from. */
export function SyllabusOrigin({ syllabus, discipline }: SyllabusOriginProps) {
  const concepts = syllabus.sessions.reduce((sum, session) => sum + session.keyConcepts.length, 0);
  return (
    <div>
      <h2 className="mb-2 font-semibold text-14">What it holds</h2>
      <Facts
        facts={[
          { name: "Sessions", value: formatCount(syllabus.sessions.length) },
          { name: "Key concepts", value: formatCount(concepts) },
          { name: "Single draws", value: formatCount(syllabus.singleDraws) },
          { name: "Double draws", value: formatCount(syllabus.doubleDraws) },
          {
            name: "Questions",
            value: (
              <CountLink href={`/library/questions?syllabus=${syllabus.id}`} count={syllabus.questions} />
            ),
          },
          { name: "Pairs", value: formatCount(syllabus.pairs) },
          ...(syllabus.flags.length === 0
            ? []
            : [
                {
                  name: "Unusual",
                  value: (
                    <span className="text-warn">
                      {syllabus.flags.map((flag) => FLAG_WORDS[flag] ?? flag).join(", ")}
                    </span>
                  ),
                },
              ]),
        ]}
      />
      <h2 className="mt-7 mb-2 font-semibold text-14">Origin</h2>
      <div className="mb-3">
        <Facts
          facts={[
            {
              name: "Discipline",
              value: <TextLink href={`/library/disciplines/${syllabus.nodeId}`}>{discipline}</TextLink>,
            },
            {
              name: "Run",
              value: <TextLink href={`/runs/${syllabus.runId}`}>{`Run ${syllabus.runId}`}</TextLink>,
            },
            { name: "Stored", value: formatMoment(syllabus.createdAt) },
          ]}
        />
      </div>
      {syllabus.calls.map((call, index) => (
        <CallCard key={call.id} title={TURNS[index] ?? "Call"} call={call} />
      ))}
    </div>
  );
}
