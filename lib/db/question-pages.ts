import type { ListedQuestion, QuestionPage } from "#lib/glan/library.ts";
import type { Strategy } from "#lib/glan/words.ts";
import type { Database } from "./client.ts";
import { readOriginCalls } from "./origin-calls.ts";

/** Which questions a list shows. A syllabus is read in the order its questions were asked. */
export type QuestionScope =
  | { readonly kind: "all" }
  | { readonly kind: "discipline"; readonly nodeId: number }
  | { readonly kind: "syllabus"; readonly syllabusId: number };

const EXCERPT_LENGTH = 300;

// Each scope has one index that gives its rows in order: (id), (node_id, id), (syllabus_id, call_id).
const SCOPES = {
  all: { where: "question.id > $1", cursor: "question.id" },
  discipline: { where: "question.node_id = $3 AND question.id > $1", cursor: "question.id" },
  syllabus: { where: "question.syllabus_id = $3 AND question.call_id > $1", cursor: "question.call_id" },
} as const satisfies Record<QuestionScope["kind"], { where: string; cursor: string }>;

/** One page of questions with the start of each text; `after` is the cursor of the last row of the page before. */
export async function listQuestions(
  db: Database,
  scope: QuestionScope,
  page: { after: bigint; limit: number },
): Promise<ListedQuestion[]> {
  const { where, cursor } = SCOPES[scope.kind];
  const scopeId = scope.kind === "all" ? [] : [scope.kind === "discipline" ? scope.nodeId : scope.syllabusId];
  const { rows } = await db.pool.query<ListedQuestion>(
    `SELECT question.id::text AS id, ${cursor}::text AS cursor,
            left(substr(completion.content, question.text_start + 1), ${EXCERPT_LENGTH}) AS excerpt,
            question.strategy, question.held_out AS "heldOut", question.syllabus_id AS "syllabusId",
            EXISTS (SELECT FROM answer WHERE question_id = question.id) AS "isAnswered",
            subject.name AS subject, question.node_id AS "nodeId", node.name AS discipline
       FROM question
       JOIN completion ON completion.call_id = question.call_id AND completion.attempt = question.attempt
       JOIN syllabus ON syllabus.id = question.syllabus_id
       JOIN subject ON subject.id = syllabus.subject_id
       JOIN node ON node.id = question.node_id
      WHERE ${where} ORDER BY ${cursor} LIMIT $2`,
    [page.after, page.limit, ...scopeId],
  );
  return rows;
}

interface QuestionRow {
  readonly call_id: bigint;
  readonly draw_index: bigint;
  readonly draw_rank: bigint;
  readonly syllabus_id: number;
  readonly node_id: number;
  readonly run_id: number;
  readonly strategy: Strategy;
  readonly text_start: number;
  readonly held_out: boolean;
  readonly text: string;
  readonly attempt: number;
  readonly answer_attempt: number | null;
  readonly answer_call_id: bigint | null;
  readonly answer_run_id: number | null;
  readonly answer: string | null;
  readonly seed: string;
  readonly release_number: number;
}

/** A question with its newest answer and everything that says where it comes from. */
export async function readQuestionPage(db: Database, id: bigint): Promise<QuestionPage | null> {
  const { rows } = await db.pool.query<QuestionRow>(
    `SELECT question.call_id, question.attempt, draw_index, draw_rank, question.syllabus_id, question.node_id, question.run_id,
            strategy, question.text_start, held_out, substr(asked.content, question.text_start + 1) AS text,
            answer.call_id AS answer_call_id, answer.attempt AS answer_attempt, answer.run_id AS answer_run_id,
            substr(answered.content, answer.text_start + 1) AS answer,
            run.plan->>'seed' AS seed, run.release_number
       FROM question
       JOIN run ON run.id = question.run_id
       JOIN completion AS asked ON asked.call_id = question.call_id AND asked.attempt = question.attempt
       LEFT JOIN LATERAL (
         SELECT call_id, run_id, text_start, attempt FROM answer WHERE question_id = question.id ORDER BY call_id DESC LIMIT 1
       ) AS answer ON true
       LEFT JOIN completion AS answered
         ON answered.call_id = answer.call_id AND answered.attempt = answer.attempt
      WHERE question.id = $1`,
    [id],
  );
  const row = rows[0];
  if (row === undefined) return null;
  const [syllabus, calls, neighbours] = await Promise.all([
    db.prisma.syllabus.findUniqueOrThrow({
      where: { id: row.syllabus_id },
      select: {
        writeCallId: true,
        extractCallId: true,
        subject: { select: { name: true, level: true } },
        classSessions: {
          orderBy: { position: "asc" },
          select: { name: true, description: true, keyConcepts: true },
        },
      },
    }),
    readOriginCalls(db, [
      { callId: row.call_id, attempt: row.attempt },
      ...(row.answer_call_id === null ? [] : [{ callId: row.answer_call_id, attempt: row.answer_attempt }]),
    ]),
    readNeighbours(db, row.syllabus_id, row.call_id),
  ]);
  return {
    id: id.toString(),
    text: row.text,
    answer: row.answer === null ? null : { text: row.answer, runId: row.answer_run_id ?? row.run_id },
    strategy: row.strategy,
    drawIndex: row.draw_index,
    drawRank: row.draw_rank,
    skipped: row.text_start,
    heldOut: row.held_out,
    nodeId: row.node_id,
    runId: row.run_id,
    seed: row.seed,
    releaseNumber: row.release_number,
    syllabusId: row.syllabus_id,
    subject: syllabus.subject,
    sessions: syllabus.classSessions,
    calls,
    ...neighbours,
  };
}

async function readNeighbours(
  db: Database,
  syllabusId: number,
  callId: bigint,
): Promise<{ previousId: string | null; nextId: string | null }> {
  const [previous, next] = await Promise.all([
    db.prisma.question.findFirst({
      where: { syllabusId, callId: { lt: callId } },
      orderBy: { callId: "desc" },
      select: { id: true },
    }),
    db.prisma.question.findFirst({
      where: { syllabusId, callId: { gt: callId } },
      orderBy: { callId: "asc" },
      select: { id: true },
    }),
  ]);
  return { previousId: previous?.id.toString() ?? null, nextId: next?.id.toString() ?? null };
}
