import type { Strategy } from "#lib/glan/words.ts";
import type { Database } from "./client.ts";
import { createGroupCommitter } from "./group-commit.ts";

export interface NewQuestion {
  readonly callId: bigint;
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
  readonly runId: number;
  readonly textStart: number;
}

export interface PairStore {
  /** Stores a question, or finds it; returns its id once that is committed. */
  saveQuestion(question: NewQuestion): Promise<bigint>;
  saveAnswer(answer: NewAnswer): Promise<void>;
}

/** Questions and answers of all jobs of a process, written in groups. */
export function openPairStore(db: Database): PairStore {
  const questions = createGroupCommitter<NewQuestion, bigint>(async (group) => {
    const { rows } = await db.pool.query<{ id: bigint; syllabus_id: number; call_id: bigint }>({
      name: "save-questions",
      // The second half sees the rows that were there before this statement, the first those it made.
      text: `WITH given AS (
          SELECT DISTINCT ON (syllabus_id, call_id) * FROM unnest($1::int8[], $2::int8[], $3::int8[], $4::int4[],
            $5::int4[], $6::int4[], $7::strategy[], $8::int4[])
            AS row(call_id, draw_index, draw_rank, syllabus_id, node_id, run_id, strategy, text_start)),
        made AS (
          INSERT INTO question (call_id, draw_index, draw_rank, syllabus_id, node_id, run_id, strategy, text_start)
          SELECT * FROM given ON CONFLICT (syllabus_id, call_id) DO NOTHING RETURNING id, syllabus_id, call_id)
        SELECT id, syllabus_id, call_id FROM made
        UNION ALL SELECT question.id, syllabus_id, call_id FROM question JOIN given USING (syllabus_id, call_id)`,
      values: [
        group.map((question) => question.callId),
        group.map((question) => question.drawIndex),
        group.map((question) => question.drawRank),
        group.map((question) => question.syllabusId),
        group.map((question) => question.nodeId),
        group.map((question) => question.runId),
        group.map((question) => question.strategy),
        group.map((question) => question.textStart),
      ],
    });
    const idOf = new Map(rows.map((row) => [`${row.syllabus_id}/${row.call_id}`, row.id]));
    return group.map((question) => {
      const id = idOf.get(`${question.syllabusId}/${question.callId}`);
      if (id === undefined) throw new Error(`question of call ${question.callId} was not stored`);
      return id;
    });
  });
  const answers = createGroupCommitter<NewAnswer, void>(async (group) => {
    await db.pool.query({
      name: "save-answers",
      text: `INSERT INTO answer (question_id, call_id, run_id, text_start)
        SELECT * FROM unnest($1::int8[], $2::int8[], $3::int4[], $4::int4[])
        ON CONFLICT DO NOTHING`,
      values: [
        group.map((answer) => answer.questionId),
        group.map((answer) => answer.callId),
        group.map((answer) => answer.runId),
        group.map((answer) => answer.textStart),
      ],
    });
    return group.map(() => undefined);
  });
  return {
    saveQuestion: (question) => questions.submit(question),
    saveAnswer: (answer) => answers.submit(answer),
  };
}
