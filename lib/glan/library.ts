import type { Sampling } from "./run-plan.ts";
import type { ClassSession, CompletionState, Stage, Strategy } from "./words.ts";

// What the pages of the library show. Ids of questions and calls outgrow 2^53 and are written as text.

/** A call of the ledger as the origin panels tell it. */
export interface OriginCall {
  readonly id: string;
  readonly runId: number;
  readonly stage: Stage;
  readonly turn: number;
  readonly attempt: number;
  /** "sent" while no completion is there. */
  readonly state: CompletionState | "sent";
  readonly model: string;
  readonly provider: string;
  readonly isDemo: boolean;
  readonly prompt: string;
  readonly promptVersion: number;
  readonly sampling: Sampling | null;
  readonly sentAt: string;
  readonly latencyMs: number | null;
  readonly inputTokens: number | null;
  readonly cachedTokens: number | null;
  readonly outputTokens: number | null;
  /** Null where nobody stated a price. */
  readonly costNanoUsd: number | null;
}

export interface SubjectLine {
  readonly id: number;
  readonly name: string;
  readonly level: string;
  readonly subtopics: number;
  /** How many of the discipline's subject lists name it. */
  readonly namedBy: number;
  readonly syllabusId: number | null;
  readonly questions: number;
  readonly pairs: number;
}

export interface SubjectsOfDiscipline {
  readonly subjectLists: number;
  readonly subjects: readonly SubjectLine[];
}

export interface ListedSubject {
  readonly id: number;
  readonly name: string;
  readonly level: string;
  readonly nodeId: number;
  readonly discipline: string;
  readonly namedBy: number;
  readonly syllabusId: number | null;
}

export interface SyllabusPage {
  readonly id: number;
  readonly subject: {
    readonly id: number;
    readonly name: string;
    readonly level: string;
    readonly subtopics: string[];
  };
  readonly nodeId: number;
  readonly runId: number;
  readonly introduction: string;
  readonly sessions: readonly ClassSession[];
  readonly singleDraws: bigint;
  readonly doubleDraws: bigint;
  readonly flags: readonly string[];
  readonly createdAt: string;
  readonly supersededAt: string | null;
  /** What the model wrote in turn 1, as it came; null when the ledger no longer holds it. */
  readonly written: string | null;
  readonly calls: readonly OriginCall[];
  readonly questions: number;
  readonly pairs: number;
}

export interface ListedSyllabus {
  readonly id: number;
  readonly subject: string;
  readonly level: string;
  readonly nodeId: number;
  readonly discipline: string;
  readonly sessions: number;
  readonly concepts: number;
  readonly draws: bigint;
}

export interface ListedQuestion {
  readonly id: string;
  /** Gives the next page when passed as `after`. */
  readonly cursor: string;
  readonly excerpt: string;
  readonly strategy: Strategy;
  readonly heldOut: boolean;
  readonly isAnswered: boolean;
  readonly syllabusId: number;
  readonly subject: string;
  readonly nodeId: number;
  readonly discipline: string;
}

export interface QuestionPage {
  readonly id: string;
  readonly text: string;
  readonly answer: { readonly text: string; readonly runId: number } | null;
  readonly strategy: Strategy;
  readonly drawIndex: bigint;
  readonly drawRank: bigint;
  /** Characters before the question that are not part of it: a label, or a model's reasoning. */
  readonly skipped: number;
  readonly heldOut: boolean;
  readonly nodeId: number;
  readonly runId: number;
  readonly seed: string;
  readonly releaseNumber: number;
  readonly syllabusId: number;
  readonly subject: { readonly name: string; readonly level: string };
  readonly sessions: readonly ClassSession[];
  readonly calls: readonly OriginCall[];
  readonly previousId: string | null;
  readonly nextId: string | null;
}
