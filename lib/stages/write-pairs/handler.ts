import { readDisciplinePlace } from "#lib/db/disciplines.ts";
import type { NewFailure } from "#lib/db/jobs.ts";
import { readSyllabus } from "#lib/db/syllabi.ts";
import { drawAt, drawSeed } from "#lib/glan/draws.ts";
import { planSlots, slotAt } from "#lib/glan/slot-plan.ts";
import type { Strategy } from "#lib/glan/words.ts";
import { askUntilParsed, failureOf } from "../ask-until-parsed.ts";
import type { Handler, Stopped } from "../handler.ts";
import { TurnTally } from "../turn-tally.ts";
import {
  answerMessages,
  parseAnswer,
  parseQuestion,
  prepareQuestionPrompt,
  type WritePairsPayload,
} from "./definition.ts";

const stage = "write-pairs";

/** Writes the questions of some draws of one syllabus, and the answer to each. */
export const writePairs: Handler<WritePairsPayload> = async ({ nodeId, syllabusId, from, to }, world) => {
  const { db, run, ask, pairs } = world;
  const [place, syllabus] = await Promise.all([
    readDisciplinePlace(db, run.releaseNumber, nodeId),
    readSyllabus(db, syllabusId),
  ]);
  const shape = syllabus.sessions.map((session) => session.keyConcepts.length);
  const slots = planSlots(shape, run.plan.pairsPerSyllabus);
  const seed = drawSeed(run.plan.seed, place.name, syllabus.subject.name);
  const questionMessages = prepareQuestionPrompt(run.templates["write-pairs/question"], {
    discipline: place.name,
    subject: syllabus.subject,
    syllabus,
  });
  const tally = new TurnTally();
  const failures: NewFailure[] = [];
  let labelsStripped = 0;

  async function writePair(strategy: Strategy, drawIndex: bigint): Promise<Stopped | null> {
    const { rank, draw } = drawAt(shape, strategy, seed, drawIndex);
    const question = await askUntilParsed(
      ask,
      {
        prompt: "write-pairs/question",
        messages: questionMessages(draw),
        draw: rank,
        parentCallId: null,
        inputId: BigInt(syllabusId),
      },
      parseQuestion,
    );
    if (question.kind === "stopped") return question;
    tally.add(1, question);
    if (question.kind === "failed") {
      failures.push(failureOf(question, { nodeId, stage, turn: 1 }));
      return null;
    }
    const { textStart, labels } = question.value;
    if (labels.length > 0) labelsStripped++;
    const { id: questionId, otherText } = await pairs.saveQuestion({
      callId: question.callId,
      attempt: question.attempt,
      drawIndex,
      drawRank: rank,
      syllabusId,
      nodeId,
      runId: run.runId,
      strategy,
      textStart: codePoints(question.content, textStart),
    });
    const answer = await askUntilParsed(
      ask,
      {
        prompt: "write-pairs/answer",
        messages: answerMessages(
          run.templates["write-pairs/answer"],
          otherText ?? question.content.slice(textStart),
        ),
        draw: 0n,
        parentCallId: question.callId,
        inputId: questionId,
      },
      parseAnswer,
    );
    if (answer.kind === "stopped") return answer;
    tally.add(2, answer);
    if (answer.kind === "failed") {
      failures.push(failureOf(answer, { nodeId, stage, turn: 2 }));
      return null;
    }
    await pairs.saveAnswer({
      questionId,
      callId: answer.callId,
      attempt: answer.attempt,
      runId: run.runId,
      textStart: codePoints(answer.content, answer.value.textStart),
    });
    return null;
  }

  const outcomes = await Promise.all(
    Array.from({ length: to - from }, (_, offset) => {
      const { strategy, index } = slotAt(slots, from + offset);
      return writePair(strategy, index);
    }),
  );
  const stopped = outcomes.find((outcome) => outcome !== null);
  if (stopped !== undefined && stopped !== null) return stopped;
  const [questions, answers] = tally.counts(nodeId, stage);
  return {
    kind: "done",
    result: {
      counts: [
        { nodeId, stage, turn: 1, ...questions, labelsStripped },
        ...(answers === undefined ? [] : [answers]),
      ],
      failures,
    },
  };
};

/** Length of the beginning of a text as SQL counts it: a surrogate pair is one character. */
function codePoints(text: string, end: number): number {
  return end === 0 ? 0 : [...text.slice(0, end)].length;
}
