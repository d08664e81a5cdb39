import { readDisciplinePlace } from "#lib/db/disciplines.ts";
import type { NewFailure, NewJob } from "#lib/db/jobs.ts";
import { readSubjects, type StoredSubject } from "#lib/db/subjects.ts";
import { type NewSyllabus, saveSyllabus } from "#lib/db/syllabi.ts";
import { countDraws } from "#lib/glan/draws.ts";
import { planSlots, slotCount } from "#lib/glan/slot-plan.ts";
import { askUntilParsed, failureOf } from "../ask-until-parsed.ts";
import type { Handler, JobWorld, Stopped } from "../handler.ts";
import { TurnTally } from "../turn-tally.ts";
import {
  extractSessionsMessages,
  parseSyllabus,
  syllabusFlags,
  type WriteSyllabusPayload,
  writeSyllabusMessages,
} from "./definition.ts";

/** Draws of one job: enough to keep hundreds of calls in flight, few enough to lose little time with a worker. */
const PAIRS_PER_JOB = 100;

const stage = "write-syllabus";

/** Writes the syllabi of some subjects of a discipline and hands them on to the pairs. */
export const writeSyllabus: Handler<WriteSyllabusPayload> = async ({ nodeId, subjectIds }, world) => {
  const { db, run } = world;
  const [place, subjects] = await Promise.all([
    readDisciplinePlace(db, run.releaseNumber, nodeId),
    readSubjects(db, subjectIds),
  ]);
  const tally = new TurnTally();
  const failures: NewFailure[] = [];
  const outcomes = await Promise.all(
    subjects.map((subject) => writeOne(subject, { nodeId, discipline: place.name, world, tally, failures })),
  );
  const syllabi: { syllabus: NewSyllabus; pairs: number }[] = [];
  for (const outcome of outcomes) {
    if (outcome === null) continue;
    if ("kind" in outcome) return outcome;
    const shape = outcome.sessions.map((session) => session.keyConcepts.length);
    syllabi.push({ syllabus: outcome, pairs: slotCount(planSlots(shape, run.plan.pairsPerSyllabus)) });
  }
  const planned = syllabi.reduce((sum, { pairs }) => sum + pairs, 0);
  return {
    kind: "done",
    result: {
      counts: [
        ...tally.counts(nodeId, stage),
        { nodeId, stage: "write-pairs", turn: 1, planned },
        { nodeId, stage: "write-pairs", turn: 2, planned },
      ],
      failures,
      save: async (tx) => {
        const jobs: NewJob[] = [];
        for (const { syllabus, pairs } of syllabi) {
          jobs.push(...pairJobs(nodeId, await saveSyllabus(tx, syllabus), pairs));
        }
        return jobs;
      },
    },
  };
};

/** The syllabus of one subject in two turns. Null when it failed; the failure is noted. */
async function writeOne(
  subject: StoredSubject,
  context: {
    nodeId: number;
    discipline: string;
    world: JobWorld;
    tally: TurnTally;
    failures: NewFailure[];
  },
): Promise<NewSyllabus | Stopped | null> {
  const { nodeId, discipline, world, tally, failures } = context;
  const { ask, run } = world;
  const messages = writeSyllabusMessages(run.templates["write-syllabus/write"], { discipline, subject });
  const place = { draw: 0n, inputId: BigInt(subject.id) };
  const written = await askUntilParsed(
    ask,
    { prompt: "write-syllabus/write", messages, parentCallId: null, ...place },
    (content) => ({ kind: "parsed", value: content, repairs: [] }),
  );
  if (written.kind === "stopped") return written;
  tally.add(1, written);
  if (written.kind === "failed") {
    failures.push(failureOf(written, { nodeId, stage, turn: 1 }));
    return null;
  }
  const extract = await askUntilParsed(
    ask,
    {
      prompt: "write-syllabus/extract",
      messages: extractSessionsMessages(run.templates["write-syllabus/extract"], messages, written.content),
      parentCallId: written.callId,
      ...place,
    },
    (content) => parseSyllabus(written.content, content),
  );
  if (extract.kind === "stopped") return extract;
  tally.add(2, extract);
  if (extract.kind === "failed") {
    failures.push(failureOf(extract, { nodeId, stage, turn: 2 }));
    return null;
  }
  const shape = extract.value.sessions.map((session) => session.keyConcepts.length);
  return {
    ...extract.value,
    subjectId: subject.id,
    nodeId,
    runId: run.runId,
    writeCallId: written.callId,
    extractCallId: extract.callId,
    singleDraws: countDraws(shape, "single"),
    doubleDraws: countDraws(shape, "double"),
    flags: syllabusFlags(extract.value),
  };
}

function pairJobs(nodeId: number, syllabusId: number, pairs: number): NewJob[] {
  const jobs: NewJob[] = [];
  for (let from = 0; from < pairs; from += PAIRS_PER_JOB) {
    const payload = { nodeId, syllabusId, from, to: Math.min(from + PAIRS_PER_JOB, pairs) };
    jobs.push({ nodeId, stage: "write-pairs", payload });
  }
  return jobs;
}
