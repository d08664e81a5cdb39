import { BoundedMap } from "./bounded-map.ts";
import type { ChatRequest } from "./chat-request.ts";
import { inventAnswer } from "./made-up/answer.ts";
import { extractionOfSessions, extractionOfSubjects } from "./made-up/extraction.ts";
import { MARK, marked } from "./made-up/mark.ts";
import { inventQuestion } from "./made-up/question.ts";
import { inventSubjectList } from "./made-up/subject-list.ts";
import { inventSyllabus } from "./made-up/syllabus.ts";
import { PairHandout } from "./pair-handout.ts";
import type { Random, Seed } from "./random.ts";
import { type Asked, recognise } from "./recognise.ts";
import type { RecordedPair, Recordings } from "./recordings.ts";

/** Keeps the draws for texts apart from those for latency and faults. */
const PURPOSE = 0;
const BODIES_REMEMBERED = 20_000;
/** As much of a line as recognising a recorded question takes. */
const OPENING_MAX = 1000;

/**
 * Finds or makes up the text of a completion: what was recorded for the prompt, else text by the seed and the
 * body. Only subject lists differ from one identical request to the next, as a model's do at temperature 1.
 */
export class Author {
  private readonly seed: Seed;
  private readonly recordings: Recordings | null;
  private readonly handout: PairHandout | null;
  private readonly listsServed = new BoundedMap<string, number>(BODIES_REMEMBERED);

  constructor(seed: Seed, recordings: Recordings | null) {
    this.seed = seed;
    this.recordings = recordings;
    this.handout = recordings ? new PairHandout(recordings) : null;
  }

  write(request: ChatRequest): string {
    const isFirstTurn = !request.turns.some((turn) => turn.role === "assistant");
    const bare = isFirstTurn ? this.recordings?.pairOfQuestion(lastOfUser(request)) : null;
    if (bare) return bare.answer;
    const asked = recognise(request.turns);
    return this.recorded(request, asked) ?? this.madeUp(request, asked);
  }

  private recorded(request: ChatRequest, asked: Asked): string | null {
    const { recordings, handout } = this;
    if (!recordings || !handout) return null;
    switch (asked.kind) {
      case "list-subjects": {
        const lists = recordings.listsOf(asked.discipline);
        if (lists.length === 0) return null;
        return lists[this.nthOf(request) % lists.length]?.turns[0] ?? null;
      }
      case "write-syllabus":
        return recordings.syllabusOf(asked.discipline, asked.subject)?.turns[0] ?? null;
      case "extract-subjects":
      case "extract-sessions":
        return recordings.secondTurnOf(asked.text);
      case "write-question":
        if (asked.subject === null) return null;
        return handout.take(asked.discipline, asked.subject, asked.draw, request.bodyHash)?.question ?? null;
      case "answer":
      case "unknown":
        return pairWithin(recordings, lastOfUser(request))?.answer ?? null;
    }
  }

  private madeUp(request: ChatRequest, asked: Asked): string {
    const key = request.bodyHash;
    switch (asked.kind) {
      case "list-subjects":
        return inventSubjectList(asked.discipline, this.random(key, this.nthOf(request)));
      case "extract-subjects":
        return extractionOfSubjects(asked.text, this.random(key));
      case "write-syllabus":
        return inventSyllabus(asked.subject, asked.level, asked.subtopics, this.random(key));
      case "extract-sessions":
        return extractionOfSessions(asked.text, this.random(key));
      case "write-question":
        return inventQuestion({ subject: asked.subject, ...asked.draw }, this.random(key));
      case "answer":
        return inventAnswer(asked.question, this.random(key));
      case "unknown":
        return marked("This model knows recorded texts only, and what you asked is none of its tasks.");
    }
  }

  /** How many identical requests came before this one. */
  private nthOf(request: ChatRequest): number {
    const served = this.listsServed.get(request.bodyHash) ?? 0;
    this.listsServed.set(request.bodyHash, served + 1);
    return served;
  }

  private random(bodyHash: string, nth = 0): Random {
    return this.seed.at(bodyHash, PURPOSE, nth);
  }
}

function lastOfUser(request: ChatRequest): string {
  return request.turns.findLast((turn) => turn.role === "user")?.content ?? "";
}

/** Where someone edited the prompt, the recorded question stands within other text. */
function pairWithin(recordings: Recordings, text: string): RecordedPair | null {
  if (text.startsWith(MARK)) return null;
  for (let start = 0; start >= 0; start = nextLine(text, start)) {
    const pair = recordings.pairOfQuestion(text.slice(start, start + OPENING_MAX));
    if (pair) return pair;
  }
  return null;
}

function nextLine(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end < 0 ? -1 : end + 1;
}
