import type { ChatTurn } from "./chat-request.ts";
import { type DrawNamed, drawNamedIn } from "./draw-named.ts";
import { MARK } from "./made-up/mark.ts";

/** What a prompt asks for, as far as its words tell. */
export type Asked =
  | { readonly kind: "list-subjects"; readonly discipline: string }
  | { readonly kind: "extract-subjects"; readonly text: string }
  | {
      readonly kind: "write-syllabus";
      readonly discipline: string | null;
      readonly subject: string;
      readonly level: string;
      readonly subtopics: readonly string[];
    }
  | { readonly kind: "extract-sessions"; readonly text: string }
  | {
      readonly kind: "write-question";
      readonly discipline: string | null;
      readonly subject: string | null;
      readonly draw: DrawNamed;
    }
  | { readonly kind: "answer"; readonly question: string }
  | { readonly kind: "unknown" };

// A label opens a line, within marks of Markdown, and ends with a colon: "Discipline: X", "**Subject name:** X".
const DISCIPLINE = /^[\s>#*_-]*(?:academic |name of the )?discipline(?: name)?[\s*_]*[:：][\s*_]*(.+)$/im;
const SUBJECT = /^[\s>#*_-]*(?:name of the )?subject(?: name)?[\s*_]*[:：][\s*_]*(.+)$/im;
const LEVEL = /^[\s>#*_-]*level[\s*_]*[:：][\s*_]*(.+)$/im;
const SUBTOPICS = /^[\s>#*_-]*(?:sub-?)?topics[\s*_]*[:：][ \t*_]*(.*(?:\n[ \t]*(?:[-*•]|\d+[.)]).*)*)/im;
const DISCIPLINE_IN_PROSE =
  /\b(?:discipline|field|area|expert|educator|specialist|teacher)\s+(?:of|in|on)\s+(?!the discipline)["“'*]*([\p{L}][\p{L}\p{N} &/'’-]{1,80})/u;
const SUBJECT_IN_PROSE =
  /\b(?:syllabus|course|subject)\s+(?:for|of|on|in|called|named)\s+["“'*]*([\p{L}][\p{L}\p{N} &/'’:-]{1,80})/u;

const WORD_JSON = /\bjson/i;
const WORD_SESSIONS = /\bsessions?\b|\bsession_name\b|\bkey.concepts?\b|\bsyllabus\b/i;
const WORD_SUBJECTS = /\bsubjects\b|\bsubject_name\b|\bsubtopics\b/i;
const WORD_QUESTION = /\b(?:homework|question|exercise|problem)\b/i;
const WORD_SYLLABUS = /\bsyllabus\b|\bclass sessions\b|\bcourse outline\b/i;
/** Imperatives and question marks: what a question put bare to a model looks like. */
const LOOKS_LIKE_QUESTION =
  /\?|\b(?:explain|derive|calculate|compute|show|prove|find|determine|discuss|evaluate|estimate|compare|design|write|describe|consider|solve|justify|state)\b/i;
const QUESTION_LENGTH_MIN = 60;
/** Only a prompt for a question, with a syllabus in it, is longer. */
const PLAIN_PROMPT_MAX = 20_000;
/** Instructions stand at the two ends of a prompt; what lies between is material. */
const ENDS = 800;

export function recognise(turns: readonly ChatTurn[]): Asked {
  const assistant = turns.findLast((turn) => turn.role === "assistant");
  const user = turns.findLast((turn) => turn.role === "user")?.content ?? "";
  if (assistant) return recogniseSecondTurn(user, assistant.content);
  const system = turns.find((turn) => turn.role === "system" || turn.role === "developer");
  return recogniseFirstTurn(system ? `${system.content}\n${user}` : user, user);
}

function recogniseSecondTurn(user: string, text: string): Asked {
  if (!WORD_JSON.test(user)) return { kind: "unknown" };
  if (WORD_SUBJECTS.test(user)) return { kind: "extract-subjects", text };
  if (WORD_SESSIONS.test(user)) return { kind: "extract-sessions", text };
  return { kind: "unknown" };
}

function recogniseFirstTurn(prompt: string, user: string): Asked {
  if (user.startsWith(MARK)) return { kind: "answer", question: user };
  const draw = drawNamedIn(user);
  if (draw && WORD_QUESTION.test(endsOf(prompt))) {
    return { kind: "write-question", discipline: disciplineIn(prompt), subject: subjectIn(prompt), draw };
  }
  if (user.includes(MARK)) return { kind: "answer", question: user };
  return (
    (prompt.length < PLAIN_PROMPT_MAX ? recogniseTask(prompt) : null) ??
    (user.length >= QUESTION_LENGTH_MIN && LOOKS_LIKE_QUESTION.test(user)
      ? { kind: "answer", question: user }
      : { kind: "unknown" })
  );
}

/** Labelled names decide before names in prose do. */
function recogniseTask(prompt: string): Asked | null {
  const asksForSyllabus = WORD_SYLLABUS.test(prompt);
  const asksForList = WORD_SUBJECTS.test(prompt);
  const subject = namedBy(SUBJECT.exec(prompt));
  const discipline = namedBy(DISCIPLINE.exec(prompt));
  if (asksForSyllabus && subject !== null) return syllabusOf(prompt, subject);
  if (asksForList && discipline !== null) return { kind: "list-subjects", discipline };
  if (asksForSyllabus) {
    const named = namedBy(SUBJECT_IN_PROSE.exec(prompt));
    if (named !== null) return syllabusOf(prompt, named);
  }
  if (asksForList) {
    const named = namedBy(DISCIPLINE_IN_PROSE.exec(prompt));
    if (named !== null) return { kind: "list-subjects", discipline: named };
  }
  return null;
}

function syllabusOf(prompt: string, subject: string): Asked {
  return {
    kind: "write-syllabus",
    discipline: disciplineIn(prompt),
    subject,
    level: levelIn(prompt),
    subtopics: subtopicsIn(prompt),
  };
}

function endsOf(prompt: string): string {
  return prompt.length <= 2 * ENDS ? prompt : `${prompt.slice(0, ENDS)}\n${prompt.slice(-ENDS)}`;
}

function disciplineIn(prompt: string): string | null {
  return namedBy(DISCIPLINE.exec(prompt)) ?? namedBy(DISCIPLINE_IN_PROSE.exec(prompt));
}

function subjectIn(prompt: string): string | null {
  return namedBy(SUBJECT.exec(prompt)) ?? namedBy(SUBJECT_IN_PROSE.exec(prompt));
}

function levelIn(prompt: string): string {
  const level = namedBy(LEVEL.exec(prompt));
  return level === null || /^not (?:stated|known|given)$/i.test(level) ? "" : level;
}

function subtopicsIn(prompt: string): string[] {
  const value = SUBTOPICS.exec(prompt)?.[1] ?? "";
  const lines = value.includes("\n") ? value.split("\n") : value.split(/[;,]/);
  return lines
    .map((line) => line.replace(/^\s*(?:[-*•]|\d+[.)])\s*/, "").trim())
    .filter((line) => line !== "" && !line.startsWith("("));
}

function namedBy(match: RegExpExecArray | null): string | null {
  const value = (match?.[1] ?? "").replace(/[\s*_"”'.]+$/g, "").replace(/^["“']+/, "");
  return value === "" ? null : value;
}
