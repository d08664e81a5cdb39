import type { ListedSyllabus, SyllabusPage } from "#lib/glan/library.ts";
import type { Database } from "./client.ts";
import { readOriginCalls } from "./origin-calls.ts";

export async function readSyllabusPage(db: Database, id: number): Promise<SyllabusPage | null> {
  const row = await db.prisma.syllabus.findUnique({
    where: { id },
    select: {
      id: true,
      nodeId: true,
      runId: true,
      introduction: true,
      singleDraws: true,
      doubleDraws: true,
      flags: true,
      createdAt: true,
      supersededAt: true,
      writeCallId: true,
      extractCallId: true,
      subject: { select: { id: true, name: true, level: true, subtopics: true } },
      classSessions: {
        orderBy: { position: "asc" },
        select: { name: true, description: true, keyConcepts: true },
      },
    },
  });
  if (row === null) return null;
  const { writeCallId, extractCallId, classSessions, createdAt, supersededAt, ...syllabus } = row;
  const [written, calls, made] = await Promise.all([
    db.prisma.completion.findFirst({
      where: { callId: writeCallId, state: "ok" },
      orderBy: { attempt: "desc" },
      select: { content: true },
    }),
    readOriginCalls(db, [
      { callId: writeCallId, attempt: null },
      { callId: extractCallId, attempt: null },
    ]),
    db.pool.query<{ questions: number; pairs: number }>(
      `SELECT count(*)::float8 AS questions,
              count(*) FILTER (WHERE EXISTS (SELECT FROM answer WHERE question_id = question.id))::float8 AS pairs
         FROM question WHERE syllabus_id = $1`,
      [id],
    ),
  ]);
  return {
    ...syllabus,
    sessions: classSessions,
    createdAt: createdAt.toISOString(),
    supersededAt: supersededAt?.toISOString() ?? null,
    written: written?.content ?? null,
    calls,
    questions: made.rows[0]?.questions ?? 0,
    pairs: made.rows[0]?.pairs ?? 0,
  };
}

/** One page of the syllabi in force by id; `after` is the last id of the page before. */
export async function listSyllabi(
  db: Database,
  page: { after: number; limit: number },
): Promise<ListedSyllabus[]> {
  const { rows } = await db.pool.query<ListedSyllabus>(
    `SELECT syllabus.id, subject.name AS subject, subject.level, syllabus.node_id AS "nodeId",
            node.name AS discipline, session_count AS sessions,
            concept_count AS concepts, single_draws + double_draws AS draws
       FROM syllabus
       JOIN subject ON subject.id = syllabus.subject_id
       JOIN node ON node.id = syllabus.node_id
      WHERE syllabus.id > $1 AND superseded_at IS NULL ORDER BY syllabus.id LIMIT $2`,
    [page.after, page.limit],
  );
  return rows;
}

/** Name of a syllabus' subject, for headings and filters; null when there is no such syllabus. */
export async function readSyllabusName(
  db: Database,
  id: number,
): Promise<{ subject: string; nodeId: number } | null> {
  const row = await db.prisma.syllabus.findUnique({
    where: { id },
    select: { nodeId: true, subject: { select: { name: true } } },
  });
  return row === null ? null : { subject: row.subject.name, nodeId: row.nodeId };
}
