import type pg from "pg";
import type { Strategy } from "#lib/glan/words.ts";
import type { Database } from "./client.ts";

export interface PairSelection {
  /** Disciplines to take pairs from; null means every one. */
  readonly nodeIds: readonly number[] | null;
  readonly limit: number | null;
  /** Orders the pairs by a hash of seed and id; null: in the order they were made. */
  readonly seed: string | null;
}

/** One pair with what its provenance needs. */
export interface StoredPair {
  readonly questionId: bigint;
  readonly question: string;
  readonly answer: string;
  readonly nodeId: number;
  readonly subject: string;
  readonly level: string;
  readonly syllabusId: number;
  readonly strategy: Strategy;
  readonly drawIndex: bigint;
  readonly drawRank: bigint;
  readonly runId: number;
  readonly releaseNumber: number;
  /** Of the run. */
  readonly seed: string;
  readonly questionModel: string;
  readonly answerModel: string;
  readonly questionPrompt: string;
  readonly answerPrompt: string;
  readonly questionCallId: bigint;
  readonly answerCallId: bigint;
}

export interface SyllabusSessions {
  readonly names: readonly string[];
  /** Key concepts, session by session. */
  readonly keyConcepts: readonly (readonly string[])[];
}

export interface PairBatch {
  readonly pairs: readonly StoredPair[];
  readonly syllabi: ReadonlyMap<number, SyllabusSessions>;
}

const BATCH = 500;

/**
 * Streams the pairs of a selection that may be exported: not held out, of syllabi that are current, with the
 * newest answer of each question. Constant memory for any number of pairs, all from one snapshot: a cursor
 * over ids alone orders ten million pairs in one sort on the server, texts are fetched batch by batch.
 */
export async function* streamPairs(db: Database, selection: PairSelection): AsyncGenerator<PairBatch> {
  const client = await db.pool.connect();
  let isBroken = false;
  try {
    await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    // The planner must not expect that only the first rows are wanted: all are read.
    await client.query("SET LOCAL cursor_tuple_fraction = 1");
    await declareCursor(client, selection);
    while (true) {
      const { rows } = await client.query<{ id: bigint; answer_call_id: bigint }>(
        `FETCH ${BATCH} FROM selected`,
      );
      if (rows.length === 0) break;
      const pairs = await readPairs(client, rows);
      yield {
        pairs,
        syllabi: await readSessions(client, [...new Set(pairs.map((pair) => pair.syllabusId))]),
      };
    }
  } catch (error) {
    isBroken = true;
    throw error;
  } finally {
    if (!isBroken) await client.query("ROLLBACK");
    client.release(isBroken);
  }
}

async function declareCursor(client: pg.PoolClient, selection: PairSelection): Promise<void> {
  // A cursor takes no parameters, so values are quoted by the driver's own rule.
  const { nodeIds, seed, limit } = selection;
  const scope =
    nodeIds === null ? "" : `AND question.node_id = ANY(${client.escapeLiteral(`{${nodeIds.join(",")}}`)})`;
  // md5 and not PostgreSQL's own hashes: those may change from one version to the next.
  const order =
    seed === null
      ? "question.id"
      : `md5(${client.escapeLiteral(`${seed}:`)} || question.id)::uuid, question.id`;
  await client.query(
    `DECLARE selected NO SCROLL CURSOR FOR
     SELECT question.id, newest.call_id AS answer_call_id
       FROM question
       JOIN syllabus ON syllabus.id = question.syllabus_id AND syllabus.superseded_at IS NULL
       JOIN LATERAL (SELECT max(call_id) AS call_id FROM answer WHERE question_id = question.id) newest
         ON newest.call_id IS NOT NULL
      WHERE NOT question.held_out ${scope}
      ORDER BY ${order} ${limit === null ? "" : `LIMIT ${limit}`}`,
  );
}

async function readPairs(
  client: pg.PoolClient,
  selected: readonly { id: bigint; answer_call_id: bigint }[],
): Promise<StoredPair[]> {
  const { rows } = await client.query<StoredPair>({
    name: "read-exported-pairs",
    text: `
      SELECT question.id AS "questionId",
             substr(question_text.content, question.text_start + 1) AS question,
             substr(answer_text.content, answer.text_start + 1) AS answer,
             question.node_id AS "nodeId", subject.name AS subject, subject.level AS level,
             question.syllabus_id AS "syllabusId", question.strategy, question.draw_index AS "drawIndex",
             question.draw_rank AS "drawRank", run.id AS "runId", run.release_number AS "releaseNumber",
             run.plan->>'seed' AS seed, question_model.model AS "questionModel",
             answer_model.model AS "answerModel",
             question_prompt.name || '@' || question_prompt.version AS "questionPrompt",
             answer_prompt.name || '@' || answer_prompt.version AS "answerPrompt",
             question_call.id AS "questionCallId", answer_call.id AS "answerCallId"
        FROM unnest($1::int8[], $2::int8[]) WITH ORDINALITY AS selected(id, answer_call_id, place)
        JOIN question ON question.id = selected.id
        JOIN call question_call ON question_call.id = question.call_id
        JOIN completion question_text
          ON question_text.call_id = question_call.id AND question_text.attempt = question.attempt
        JOIN answer ON answer.question_id = selected.id AND answer.call_id = selected.answer_call_id
        JOIN call answer_call ON answer_call.id = selected.answer_call_id
        JOIN completion answer_text ON answer_text.call_id = answer_call.id AND answer_text.attempt = answer.attempt
        JOIN syllabus ON syllabus.id = question.syllabus_id
        JOIN subject ON subject.id = syllabus.subject_id
        JOIN run ON run.id = question.run_id
        JOIN model_profile question_model ON question_model.id = question_call.model_profile_id
        JOIN model_profile answer_model ON answer_model.id = answer_call.model_profile_id
        JOIN prompt_version question_prompt ON question_prompt.id = question_call.prompt_version_id
        JOIN prompt_version answer_prompt ON answer_prompt.id = answer_call.prompt_version_id
       ORDER BY selected.place`,
    values: [selected.map((row) => row.id), selected.map((row) => row.answer_call_id)],
  });
  if (rows.length !== selected.length) {
    throw new Error(`${selected.length} pairs were selected, ${rows.length} have a text and an origin`);
  }
  return rows;
}

async function readSessions(
  client: pg.PoolClient,
  syllabusIds: readonly number[],
): Promise<Map<number, SyllabusSessions>> {
  const { rows } = await client.query<{ syllabus_id: number; name: string; key_concepts: string[] }>(
    `SELECT syllabus_id, name, key_concepts FROM class_session
      WHERE syllabus_id = ANY($1) ORDER BY syllabus_id, position`,
    [syllabusIds],
  );
  return new Map(
    Array.from(
      Map.groupBy(rows, (row) => row.syllabus_id),
      ([syllabusId, sessions]) => [
        syllabusId,
        {
          names: sessions.map((session) => session.name),
          keyConcepts: sessions.map((session) => session.key_concepts),
        },
      ],
    ),
  );
}
