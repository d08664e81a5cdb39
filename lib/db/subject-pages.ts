import type { ListedSubject, SubjectLine, SubjectsOfDiscipline } from "#lib/glan/library.ts";
import type { Database } from "./client.ts";

/** All subjects of a discipline (100 to 200 are usual), the most often named first. */
export async function readSubjectsOfDiscipline(db: Database, nodeId: number): Promise<SubjectsOfDiscipline> {
  const [lists, subjects] = await Promise.all([
    db.prisma.subjectList.count({ where: { nodeId } }),
    db.pool.query<SubjectLine>(
      `SELECT subject.id, subject.name, subject.level, cardinality(subject.subtopics) AS subtopics,
              (SELECT count(*)::int FROM subject_mention WHERE subject_id = subject.id) AS "namedBy",
              syllabus.id AS "syllabusId", coalesce(made.questions, 0)::float8 AS questions,
              coalesce(made.pairs, 0)::float8 AS pairs
         FROM subject
         LEFT JOIN LATERAL (
           SELECT id FROM syllabus WHERE subject_id = subject.id AND superseded_at IS NULL
            ORDER BY id DESC LIMIT 1) AS syllabus ON true
         LEFT JOIN LATERAL (
           SELECT count(*) AS questions,
                  count(*) FILTER (WHERE EXISTS (SELECT FROM answer WHERE question_id = question.id)) AS pairs
             FROM question WHERE syllabus_id = syllabus.id) AS made ON true
        WHERE subject.node_id = $1
        ORDER BY "namedBy" DESC, subject.name`,
      [nodeId],
    ),
  ]);
  return { subjectLists: lists, subjects: subjects.rows };
}

/** One page of all subjects by id; `after` is the last id of the page before. */
export async function listSubjects(
  db: Database,
  page: { after: number; limit: number },
): Promise<ListedSubject[]> {
  const { rows } = await db.pool.query<ListedSubject>(
    `SELECT subject.id, subject.name, subject.level, subject.node_id AS "nodeId", node.name AS discipline,
            (SELECT count(*)::int FROM subject_mention WHERE subject_id = subject.id) AS "namedBy",
            (SELECT max(id) FROM syllabus WHERE subject_id = subject.id AND superseded_at IS NULL) AS "syllabusId"
       FROM subject JOIN node ON node.id = subject.node_id
      WHERE subject.id > $1 ORDER BY subject.id LIMIT $2`,
    [page.after, page.limit],
  );
  return rows;
}
