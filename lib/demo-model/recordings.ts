import { readdirSync, readFileSync } from "node:fs";
import { z } from "zod";
import { openingOf, plainText } from "./plain-text.ts";

const TurnsSchema = z.tuple([z.string(), z.string()]);
const SubjectListSchema = z.object({
  stage: z.literal("subject-list"),
  discipline: z.string(),
  draw: z.int(),
  turns: TurnsSchema,
});
const SyllabusSchema = z.object({
  stage: z.literal("syllabus"),
  discipline: z.string(),
  subject: z.object({ subject_name: z.string(), level: z.string(), subtopics: z.array(z.string()) }),
  turns: TurnsSchema,
});
const PairSchema = z.object({
  stage: z.literal("pair"),
  discipline: z.string(),
  subject_name: z.string(),
  strategy: z.enum(["single", "double"]),
  session_names: z.array(z.string()),
  key_concepts: z.array(z.string()),
  question: z.string(),
  answer: z.string(),
});
const RecordingSchema = z.discriminatedUnion("stage", [SubjectListSchema, SyllabusSchema, PairSchema]);

export type RecordedSubjectList = z.infer<typeof SubjectListSchema>;
export type RecordedSyllabus = z.infer<typeof SyllabusSchema>;
export type RecordedPair = z.infer<typeof PairSchema>;

const FOLDER = new URL("recordings/", import.meta.url);
/** Held-out questions with judgments have a file of their own shape. */
const COMPARISONS = "comparisons.jsonl";

/** The recorded completions, looked up by what a prompt names. */
export class Recordings {
  readonly subjectLists: RecordedSubjectList[] = [];
  readonly syllabi: RecordedSyllabus[] = [];
  readonly pairs: RecordedPair[] = [];
  private readonly listsByDiscipline = new Map<string, RecordedSubjectList[]>();
  private readonly syllabiBySubject = new Map<string, RecordedSyllabus[]>();
  private readonly pairsBySubject = new Map<string, RecordedPair[]>();
  private readonly secondTurns = new Map<string, string>();
  private readonly answers = new Map<string, RecordedPair>();
  private longestQuestion = 0;
  readonly disciplines: readonly string[];

  constructor(files: readonly string[]) {
    const disciplines = new Set<string>();
    for (const line of files.flatMap((file) => file.split("\n"))) {
      if (line.trim() === "") continue;
      const recording = RecordingSchema.parse(JSON.parse(line));
      disciplines.add(recording.discipline);
      this.add(recording);
    }
    this.disciplines = [...disciplines];
  }

  static load(): Recordings {
    const names = readdirSync(FOLDER).filter((name) => name.endsWith(".jsonl") && name !== COMPARISONS);
    return new Recordings(names.sort().map((name) => readFileSync(new URL(name, FOLDER), "utf8")));
  }

  /** The recorded draws of a discipline's subject list, in order; none when it was not recorded. */
  listsOf(discipline: string): readonly RecordedSubjectList[] {
    return this.listsByDiscipline.get(plainText(discipline)) ?? [];
  }

  /** A discipline that is not known matches any; another discipline's subject of the same name does not. */
  syllabusOf(discipline: string | null, subject: string): RecordedSyllabus | null {
    const found = this.syllabiBySubject.get(plainText(subject)) ?? [];
    return found.find((syllabus) => isSame(discipline, syllabus.discipline)) ?? null;
  }

  pairsOf(discipline: string | null, subject: string): readonly RecordedPair[] {
    const found = this.pairsBySubject.get(plainText(subject)) ?? [];
    return found.filter((pair) => isSame(discipline, pair.discipline));
  }

  /** The second turn that followed a recorded free text. */
  secondTurnOf(text: string): string | null {
    return this.secondTurns.get(openingOf(text)) ?? null;
  }

  /** The recorded pair whose question opens the text. */
  pairOfQuestion(text: string): RecordedPair | null {
    if (text.length > 2 * this.longestQuestion) return null;
    return this.answers.get(questionKey(text)) ?? null;
  }

  private add(recording: z.infer<typeof RecordingSchema>): void {
    switch (recording.stage) {
      case "subject-list":
        this.subjectLists.push(recording);
        append(this.listsByDiscipline, plainText(recording.discipline), recording);
        this.secondTurns.set(openingOf(recording.turns[0]), recording.turns[1]);
        break;
      case "syllabus":
        this.syllabi.push(recording);
        append(this.syllabiBySubject, plainText(recording.subject.subject_name), recording);
        this.secondTurns.set(openingOf(recording.turns[0]), recording.turns[1]);
        break;
      case "pair":
        this.pairs.push(recording);
        append(this.pairsBySubject, plainText(recording.subject_name), recording);
        this.answers.set(questionKey(recording.question), recording);
        this.longestQuestion = Math.max(this.longestQuestion, recording.question.length);
        break;
    }
  }
}

const TELLING_LINE_MIN = 40;

/** The first line, so that a question within other text can be found line by line; more when that says little. */
function questionKey(text: string): string {
  const start = text.trimStart();
  const end = start.indexOf("\n");
  return openingOf(end < TELLING_LINE_MIN ? start : start.slice(0, end));
}

function isSame(asked: string | null, recorded: string): boolean {
  return asked === null || plainText(asked) === plainText(recorded);
}

function append<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
