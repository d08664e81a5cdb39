import type { StoredPair } from "#lib/db/exported-pairs.ts";
import { UsageError } from "#lib/errors.ts";

export const DATASET_FORMATS = ["prompt-completion", "messages"] as const;
export type DatasetFormat = (typeof DATASET_FORMATS)[number];

/** Throws UsageError naming the formats there are. */
export function parseDatasetFormat(value: string): DatasetFormat {
  const format = DATASET_FORMATS.find((known) => known === value);
  if (format !== undefined) return format;
  throw new UsageError(
    `There is no format "${value}". Data sets are written as ${DATASET_FORMATS.join(" or ")}.`,
  );
}

/** Where a pair stands: the names above its discipline, and what it was drawn from. */
export interface PairPlace {
  readonly field: string | null;
  readonly subField: string | null;
  readonly discipline: string;
  readonly sessions: readonly string[];
  readonly keyConcepts: readonly string[];
  /** The name of the randomness that ordered the draws of its syllabus. */
  readonly seed: string;
}

type PairText =
  | { readonly prompt: string; readonly completion: string }
  | { readonly messages: readonly { readonly role: "user" | "assistant"; readonly content: string }[] };

/** One line of a data file, without its line break: the text first, then where it comes from. */
export function formatPairLine(pair: StoredPair, place: PairPlace, format: DatasetFormat): string {
  return JSON.stringify({
    ...formatText(pair, format),
    id: toNumber(pair.questionId),
    field: place.field,
    sub_field: place.subField,
    discipline: place.discipline,
    subject: pair.subject,
    level: pair.level,
    syllabus_id: pair.syllabusId,
    sessions: place.sessions,
    key_concepts: place.keyConcepts,
    strategy: pair.strategy,
    seed: place.seed,
    draw_index: toNumber(pair.drawIndex),
    draw_rank: toNumber(pair.drawRank),
    release: pair.releaseNumber,
    run: pair.runId,
    question_model: pair.questionModel,
    answer_model: pair.answerModel,
    question_prompt: pair.questionPrompt,
    answer_prompt: pair.answerPrompt,
    question_call: toNumber(pair.questionCallId),
    answer_call: toNumber(pair.answerCallId),
  });
}

function formatText(pair: StoredPair, format: DatasetFormat): PairText {
  switch (format) {
    case "prompt-completion":
      return { prompt: pair.question, completion: pair.answer };
    case "messages":
      return {
        messages: [
          { role: "user", content: pair.question },
          { role: "assistant", content: pair.answer },
        ],
      };
  }
}

/** Ids and ranks are far below 2^53 (the largest syllabus has some 10^12 draws); one that is not must not be rounded. */
function toNumber(value: bigint): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw new Error(`${value} cannot be written as a JSON number exactly`);
  return number;
}
