import type { Stage } from "#lib/glan/words.ts";
import { stageDefinitions } from "./definitions.ts";
import type { HandlerOutcome, JobWorld } from "./handler.ts";
import { listSubjects } from "./list-subjects/handler.ts";
import { writePairs } from "./write-pairs/handler.ts";
import { writeSyllabus } from "./write-syllabus/handler.ts";

type RunPayload = (payload: unknown, world: JobWorld) => Promise<HandlerOutcome>;

/** Parses a job's payload before its handler sees it. A stage without a handler does not compile. */
const handlers = {
  "list-subjects": (payload, world) =>
    listSubjects(stageDefinitions["list-subjects"].payload.parse(payload), world),
  "write-syllabus": (payload, world) =>
    writeSyllabus(stageDefinitions["write-syllabus"].payload.parse(payload), world),
  "write-pairs": (payload, world) =>
    writePairs(stageDefinitions["write-pairs"].payload.parse(payload), world),
} satisfies Record<Stage, RunPayload>;

export function runHandler(stage: Stage, payload: unknown, world: JobWorld): Promise<HandlerOutcome> {
  return handlers[stage](payload, world);
}
