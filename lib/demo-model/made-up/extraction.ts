import type { Random } from "../random.ts";
import { inventSubjects, type MadeUpSubject } from "./subject-list.ts";
import { inventSessions, type MadeUpSession } from "./syllabus.ts";

/** The second turn of a subject list: what the free text says, one JSON object a line in a fence. */
export function extractionOfSubjects(text: string, random: Random): string {
  const found = extractSubjects(text);
  const subjects = found.length > 0 ? found : inventSubjects("this discipline", random);
  const lines = subjects.map((subject) =>
    JSON.stringify({ subject_name: subject.name, level: subject.level, subtopics: subject.subtopics }),
  );
  return fenced(lines, "subject", random);
}

/** The second turn of a syllabus. */
export function extractionOfSessions(text: string, random: Random): string {
  const found = extractSessions(text);
  const sessions = found.length > 0 ? found : inventSessions([], random);
  const lines = sessions.map((session) =>
    JSON.stringify({
      session_name: session.name,
      description: session.description,
      key_concepts: session.concepts,
    }),
  );
  return fenced(lines, "class session", random);
}

function fenced(lines: readonly string[], noun: string, random: Random): string {
  const opening = random.pick(["", `Here is the list in JSONL format, one ${noun} per line:\n\n`, ""]);
  const language = random.pick(["jsonl", "json", ""]);
  return `${opening}\`\`\`${language}\n${lines.join("\n")}\n\`\`\``;
}

const SUBJECT_LINE =
  /^(?:#{2,6}\s*(?:\d+[.)]\s*)?|\*\*\d+[.)]\s*|\d+[.)]\s*\*\*|[*-]\s+\*\*)(.+?)(?:\*\*(.*))?$/;
const LABEL = /^\s*(?:[*-]\s+)?[*_]*(level|introduction|subtopics|topics)\b[*_]*\s*:[*_]*\s*(.*?)[*_]*$/i;
const BULLET = /^\s*(?:[-*•]|\d+[.)])\s+(.+)$/;

type Draft<T> = { -readonly [K in keyof T]: T[K] extends readonly string[] ? string[] : T[K] };

/** Reads numbered, bold, headed and tabular lists. Empty when there is nothing of the kind. */
export function extractSubjects(text: string): MadeUpSubject[] {
  const subjects: Draft<MadeUpSubject>[] = [];
  let subject: Draft<MadeUpSubject> | undefined;
  for (const line of text.split("\n")) {
    if (line.startsWith("|")) {
      const row = readRow(line);
      if (row) subjects.push(row);
      continue;
    }
    const label = LABEL.exec(line);
    if (label) {
      const value = label[2] ?? "";
      if (!subject) continue;
      if (/^level$/i.test(label[1] ?? "")) subject.level = value;
      else if (!/^introduction$/i.test(label[1] ?? "")) subject.subtopics.push(...splitList(value));
      continue;
    }
    const title = SUBJECT_LINE.exec(line);
    if (title) {
      const level = /\(([^)]+)\)/.exec(title[2] ?? "");
      subject = { name: clean(title[1] ?? ""), level: level?.[1] ?? "", introduction: "", subtopics: [] };
      subjects.push(subject);
      continue;
    }
    const bullet = BULLET.exec(line);
    if (bullet && subject) subject.subtopics.push(clean(bullet[1] ?? ""));
  }
  return subjects.filter((candidate) => candidate.name !== "" && candidate.subtopics.length > 0);
}

/** | name | level | introduction | subtopics | */
function readRow(line: string): Draft<MadeUpSubject> | null {
  const cells = line.split("|").map((cell) => cell.trim());
  const [, name, level, introduction, subtopics] = cells;
  if (!name || !subtopics || /^:?-+:?$/.test(name) || /^subject$/i.test(name)) return null;
  return {
    name: clean(name),
    level: level ?? "",
    introduction: introduction ?? "",
    subtopics: splitList(subtopics),
  };
}

const SESSION_LINE =
  /^(?:#{2,6}\s*|\*\*)(?:(?:class session|session|class|week|lecture|unit|module|lesson)\s+)?\d+\s*[.:)–—-]+\s*(.+?)(?:\*\*)?\s*$/i;
const CONCEPTS_LABEL =
  /^\s*[*_]*(?:key concepts|concepts|knowledge points|key points)[*_]*\s*:[*_]*\s*(.*)$/i;
const ANY_LABEL = /^\s*[*_]*[A-Z][A-Za-z ]{2,30}[*_]*:/;

/** Reads sessions, classes and weeks with their concepts. Empty when there is nothing of the kind. */
export function extractSessions(text: string): MadeUpSession[] {
  const sessions: Draft<MadeUpSession>[] = [];
  let session: Draft<MadeUpSession> | undefined;
  let isWithinConcepts = false;
  for (const line of text.split("\n")) {
    const title = SESSION_LINE.exec(line);
    if (title) {
      session = { name: clean(title[1] ?? ""), description: "", concepts: [] };
      sessions.push(session);
      isWithinConcepts = false;
      continue;
    }
    if (!session || line.trim() === "") continue;
    const label = CONCEPTS_LABEL.exec(line);
    if (label) {
      session.concepts.push(...splitList(label[1] ?? ""));
      isWithinConcepts = true;
      continue;
    }
    const bullet = BULLET.exec(line);
    if (bullet && isWithinConcepts) {
      session.concepts.push(clean((bullet[1] ?? "").replace(/: .*$/, "")));
    } else if (session.description === "" && !isWithinConcepts) {
      session.description = clean(line.replace(/^\W*description\W*:\W*/i, ""));
    } else if (ANY_LABEL.test(line)) {
      isWithinConcepts = false;
    }
  }
  return sessions.filter((candidate) => candidate.concepts.length > 0);
}

function splitList(text: string): string[] {
  const separator = text.includes(";") ? ";" : ",";
  return text
    .split(separator)
    .map(clean)
    .filter((entry) => entry !== "");
}

function clean(text: string): string {
  return text.replace(/^[\s*_`]+|[\s*_`]+$/g, "");
}
