import { readDisciplinePlace } from "#lib/db/disciplines.ts";
import type { NewFailure, NewJob } from "#lib/db/jobs.ts";
import { type DrawnSubjectList, readWrittenSubjectNames, saveSubjectLists } from "#lib/db/subjects.ts";
import { chooseSubjects, uniteSubjectLists } from "#lib/glan/subject-union.ts";
import { normaliseName } from "#lib/glan/words.ts";
import { askUntilParsed, failureOf } from "../ask-until-parsed.ts";
import type { Handler, JobWorld, Stopped } from "../handler.ts";
import { TurnTally } from "../turn-tally.ts";
import {
  extractSubjectsMessages,
  type ListSubjectsPayload,
  listSubjectsMessages,
  parseSubjectList,
} from "./definition.ts";

/** A syllabus is two long completions: few of them a job, so that many workers share a discipline. */
const SUBJECTS_PER_JOB = 5;

const stage = "list-subjects";

/** Draws a discipline's subject lists, unites them, and hands its subjects on to the syllabi. */
export const listSubjects: Handler<ListSubjectsPayload> = async ({ nodeId, draws }, world) => {
  const { db, run } = world;
  const place = await readDisciplinePlace(db, run.releaseNumber, nodeId);
  const tally = new TurnTally();
  const failures: NewFailure[] = [];
  const outcomes = await Promise.all(
    Array.from({ length: draws }, (_, draw) => drawList(draw, { nodeId, place, world, tally, failures })),
  );
  const stopped = outcomes.find((outcome) => outcome !== null && "kind" in outcome);
  if (stopped !== undefined && stopped !== null && "kind" in stopped) return stopped;
  const lists = outcomes.filter(
    (outcome): outcome is DrawnSubjectList => outcome !== null && "draw" in outcome,
  );
  const united = uniteSubjectLists(lists);
  const chosen = chooseSubjects(united, {
    ...run.plan,
    writtenNames: await readWrittenSubjectNames(db, nodeId),
  });
  return {
    kind: "done",
    result: {
      counts: [
        ...tally.counts(nodeId, stage),
        { nodeId, stage: "write-syllabus", turn: 1, planned: chosen.length },
        { nodeId, stage: "write-syllabus", turn: 2, planned: chosen.length },
      ],
      failures,
      save: async (tx) => {
        const idOf = await saveSubjectLists(tx, nodeId, lists, united);
        const subjectIds = chosen.flatMap((subject) => idOf.get(normaliseName(subject.name)) ?? []);
        return syllabusJobs(nodeId, subjectIds);
      },
    },
  };
};

/** One draw: the list, and the same as JSON lines. Null when it failed; the failure is noted. */
async function drawList(
  draw: number,
  context: {
    nodeId: number;
    place: { name: string; path: readonly string[] };
    world: JobWorld;
    tally: TurnTally;
    failures: NewFailure[];
  },
): Promise<DrawnSubjectList | Stopped | null> {
  const { nodeId, place, world, tally, failures } = context;
  const { ask, run } = world;
  const messages = listSubjectsMessages(run.templates["list-subjects/list"], {
    discipline: place.name,
    path: place.path,
  });
  const list = await askUntilParsed(
    ask,
    { prompt: "list-subjects/list", messages, draw: BigInt(draw), parentCallId: null, inputId: null },
    (content) => ({ kind: "parsed", value: content, repairs: [] }),
  );
  if (list.kind === "stopped") return list;
  tally.add(1, list);
  if (list.kind === "failed") {
    failures.push(failureOf(list, { nodeId, stage, turn: 1 }));
    return null;
  }
  const extract = await askUntilParsed(
    ask,
    {
      prompt: "list-subjects/extract",
      messages: extractSubjectsMessages(run.templates["list-subjects/extract"], messages, list.content),
      draw: BigInt(draw),
      parentCallId: list.callId,
      inputId: null,
    },
    parseSubjectList,
  );
  if (extract.kind === "stopped") return extract;
  tally.add(2, extract);
  if (extract.kind === "failed") {
    failures.push(failureOf(extract, { nodeId, stage, turn: 2 }));
    return null;
  }
  return { draw, listCallId: list.callId, extractCallId: extract.callId, subjects: extract.value };
}

function syllabusJobs(nodeId: number, subjectIds: readonly number[]): NewJob[] {
  const jobs: NewJob[] = [];
  for (let from = 0; from < subjectIds.length; from += SUBJECTS_PER_JOB) {
    const payload = { nodeId, subjectIds: subjectIds.slice(from, from + SUBJECTS_PER_JOB) };
    jobs.push({ nodeId, stage: "write-syllabus", payload });
  }
  return jobs;
}
