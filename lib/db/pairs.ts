import type { Strategy } from "#lib/glan/words.ts";
import type { Database } from "./client.ts";
import { createGroupCommitter } from "./group-commit.ts";

export interface NewQuestion {
  readonly callId: bigint;
  /** Which completion of the call. */
  readonly attempt: number;
  readonly drawIndex: bigint;
  readonly drawRank: bigint;
  readonly syllabusId: number;
  readonly nodeId: number;
  readonly runId: number;
  readonly strategy: Strategy;
  /** Characters of the completion before the text, as SQL counts them: code points. */
  readonly textStart: number;
}

export interface NewAnswer {
  readonly questionId: bigint;
  readonly callId: bigint;
  readonly attempt: number;
  readonly runId: number;
  readonly textStart: number;
}

export interface PairStore {
  /**
   * Stores a question, or finds it, and returns once that is committed. A question that was there may have been
   * made from another completion of its call: then its text is returned too, since that is what is to be answered.
   */
  saveQuestion(question: NewQuestion): Promise<{ readonly id: bigint; readonly otherText: string | null }>;
  saveAnswer(answer: NewAnswer): Promise<void>;
}

interface StoredQuestion {
  readonly id: bigint;
  readonly syllabus_id: number;
  readonly call_id: bigint;
  readonly attempt: number;
}

async function readQuestionText(db: Database, questionId: bigint): Promise<string> {
  const { rows } = await db.pool.query<{ text: string }>(
    `SELECT substr(content, text_start + 1) AS text
       FROM question JOIN completion USING (call_id, attempt) WHERE question.id = $1`,
    [questionId],
  );
  const text = rows[0]?.text;
  if (text === undefined) throw new Error(`question ${questionId} has no text`);
  return text;
}

/** Questions and answers of all jobs of a process, written in groups. */
export function openPairStore(db: Database): PairStore {
  const questions = createGroupCommitter<NewQuestion, StoredQuestion>(async (group) => {
    const { rows } = await db.pool.query<StoredQuestion>({
      name: "save-questions",
      // The second half sees the rows that were there before this statement, the first those it made.
      text: `WITH given AS (
          SELECT DISTINCT ON (syllabus_id, call_id) * FROM unnest($1::int8[], $2::int8[], $3::int8[], $4::int4[],
            $5::int4[], $6::int4[], $7::strategy[], $8::int4[], $9::int2[])
            AS row(call_id, draw_index, draw_rank, syllabus_id, node_id, run_id, strategy, text_start, attempt)),
        made AS (
          INSERT INTO question
            (call_id, draw_index, draw_rank, syllabus_id, node_id, run_id, strategy, text_start, attempt)
          SELECT * FROM given ON CONFLICT (syllabus_id, call_id) DO NOTHING RETURNING id, syllabus_id, call_id, attempt)
        SELECT id, syllabus_id, call_id, attempt FROM made
        UNION ALL SELECT question.id, syllabus_id, call_id, question.attempt
          FROM question JOIN given USING (syllabus_id, call_id)`,
      values: [
        group.map((question) => question.callId),
        group.map((question) => question.drawIndex),
        group.map((question) => question.drawRank),
        group.map((question) => question.syllabusId),
        group.map((question) => question.nodeId),
        group.map((question) => question.runId),
        group.map((question) => question.strategy),
        group.map((question) => question.textStart),
        group.map((question) => question.attempt),
      ],
    });
    const found = new Map(rows.map((row) => [`${row.syllabus_id}/${row.call_id}`, row]));
    return group.map((question) => {
      const row = found.get(`${question.syllabusId}/${question.callId}`);
      if (row === undefined) throw new Error(`question of call ${question.callId} was not stored`);
      return row;
    });
  });
  const answers = createGroupCommitter<NewAnswer, void>(async (group) => {
    await db.pool.query({
      name: "save-answers",
      text: `INSERT INTO answer (question_id, call_id, run_id, text_start, attempt)
        SELECT * FROM unnest($1::int8[], $2::int8[], $3::int4[], $4::int4[], $5::int2[])
        ON CONFLICT DO NOTHING`,
      values: [
        group.map((answer) => answer.questionId),
        group.map((answer) => answer.callId),
        group.map((answer) => answer.runId),
        group.map((answer) => answer.textStart),
        group.map((answer) => answer.attempt),
      ],
    });
    return group.map(() => undefined);
  });
  return {
    async saveQuestion(question) {
      const { id, attempt } = await questions.submit(question);
      return { id, otherText: attempt === question.attempt ? null : await readQuestionText(db, id) };
    },
    saveAnswer: (answer) => answers.submit(answer),
  };
}
