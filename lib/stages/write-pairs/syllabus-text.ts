import type { ClassSession, Syllabus } from "#lib/glan/words.ts";

/** The syllabus as the question prompt shows it. Part of every question's prompt, so it is compact and never varies. */
export function syllabusText({ introduction, sessions }: Syllabus): string {
  const parts = sessions.map((session, position) => {
    const lines = [sessionLabel(session, position)];
    if (session.description) lines.push(oneLine(session.description));
    if (session.keyConcepts.length > 0)
      lines.push(`Concepts: ${session.keyConcepts.map(oneLine).join("; ")}`);
    return lines.join("\n");
  });
  return [introduction.trim(), ...parts].filter(Boolean).join("\n\n");
}

/** "Session 3: Central Forces and Orbits", counted from 1 as people count. */
export function sessionLabel(session: ClassSession, position: number): string {
  return `Session ${position + 1}: ${oneLine(session.name)}`;
}

export function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
