import { describe, expect, it } from "vitest";
import { z } from "zod";
import { Random } from "../random.ts";
import { inventAnswer } from "./answer.ts";
import {
  extractionOfSessions,
  extractionOfSubjects,
  extractSessions,
  extractSubjects,
} from "./extraction.ts";
import { MARK } from "./mark.ts";
import { inventQuestion } from "./question.ts";
import { inventSubjectList, inventSubjects, SUBJECT_LIST_LAYOUTS } from "./subject-list.ts";
import { inventSyllabus } from "./syllabus.ts";

const SEEDS = Array.from({ length: 60 }, (_, index) => `seed-${index}`);
const SUBTOPICS = ["Rays, waves and photons", "$E=mc^2$ & more", "Lenses; mirrors", "DNA | RNA"];

const SubjectLine = z.strictObject({
  subject_name: z.string().min(1),
  level: z.string().min(1),
  subtopics: z.array(z.string().min(1)).min(4).max(7),
});
const SessionLine = z.strictObject({
  session_name: z.string().min(1),
  description: z.string().min(1),
  key_concepts: z.array(z.string().min(1)).min(4).max(6),
});

function linesIn<T>(text: string, schema: z.ZodType<T>): T[] {
  const fence = /```(?:jsonl|json)?\n([\s\S]*?)\n```/.exec(text);
  return (fence?.[1] ?? "").split("\n").map((line) => schema.parse(JSON.parse(line)));
}

describe("a made-up text", () => {
  it("lists 8 to 14 subjects in every layout, and the second turn gives the same", () => {
    for (const layout of SUBJECT_LIST_LAYOUTS) {
      const subjects = inventSubjects("Beekeeping", Random.of("layout"));
      const text = layout("Beekeeping", subjects);
      const read = extractSubjects(text).map(({ name, level, subtopics }) => ({ name, level, subtopics }));
      expect(read).toEqual(subjects.map(({ name, level, subtopics }) => ({ name, level, subtopics })));
    }
    for (const seed of SEEDS) {
      const text = inventSubjectList("Beekeeping", Random.of(seed));
      expect(text.startsWith(`${MARK}\n`)).toBe(true);
      const lines = linesIn(extractionOfSubjects(text, Random.of(seed)), SubjectLine);
      expect(lines.length).toBeGreaterThanOrEqual(8);
      expect(lines.length).toBeLessThanOrEqual(14);
      expect(new Set(lines.map((line) => line.subject_name)).size).toBe(lines.length);
    }
  });

  it("differs from draw to draw", () => {
    const texts = SEEDS.map((seed) => inventSubjectList("Beekeeping", Random.of(seed)));
    expect(new Set(texts).size).toBe(SEEDS.length);
  });

  it("is a syllabus of 10 to 16 sessions in every layout, and the second turn gives the same sessions", () => {
    const openings = new Set<string>();
    for (const seed of SEEDS) {
      const text = inventSyllabus("Optics", "Year 2", SUBTOPICS, Random.of(seed));
      openings.add(text.slice(MARK.length, MARK.length + 12));
      expect(text.startsWith(`${MARK}\n`)).toBe(true);
      expect(text).toMatch(/introduction|about this course/i);
      const lines = linesIn(extractionOfSessions(text, Random.of(seed)), SessionLine);
      expect(lines.length).toBeGreaterThanOrEqual(10);
      expect(lines.length).toBeLessThanOrEqual(16);
      expect(lines[0]?.session_name).toBe("Rays, waves and photons");
      expect(lines[2]?.session_name).toBe("Lenses, mirrors");
      const concepts = lines.flatMap((line) => line.key_concepts);
      expect(new Set(concepts).size).toBe(concepts.length);
    }
    expect(openings.size).toBe(3);
  });

  it("follows a text it never saw with valid lines", () => {
    const subjects = "### Tides\n- Springs\n- Neaps\n\n### Waves\n- Swell";
    expect(extractSubjects(subjects).map((subject) => subject.name)).toEqual(["Tides", "Waves"]);
    expect(extractSessions("## Week 1: Mud\nOf mud.\nKey concepts: Worms; Silt")).toEqual([
      { name: "Mud", description: "Of mud.", concepts: ["Worms", "Silt"] },
    ]);
    expect(
      linesIn(extractionOfSubjects("Nothing here.", Random.of("a")), SubjectLine).length,
    ).toBeGreaterThan(7);
    expect(
      linesIn(extractionOfSessions("Nothing here.", Random.of("a")), SessionLine).length,
    ).toBeGreaterThan(9);
  });

  it("is a question that mentions its concepts, and an answer that takes them up", () => {
    const kinds = { table: 0, code: 0, mathematics: 0 };
    for (const seed of SEEDS) {
      const question = inventQuestion(
        { subject: "Optics", sessions: ["Lenses"], concepts: ["Focal length", "Thin lens"] },
        Random.of(seed),
      );
      expect(question).toContain("**Focal length** and **Thin lens**");
      const answer = inventAnswer(question, Random.of(seed, "answer"));
      expect(answer.startsWith(`${MARK}\n`)).toBe(true);
      expect(answer).toContain("Focal length");
      if (answer.includes("|---|")) kinds.table++;
      if (answer.includes("```python")) kinds.code++;
      if (answer.includes("$$")) kinds.mathematics++;
    }
    expect(kinds.table).toBeGreaterThan(0);
    expect(kinds.code).toBeGreaterThan(0);
    expect(kinds.mathematics).toBe(SEEDS.length);
  });

  it("needs neither concepts nor sessions", () => {
    expect(inventQuestion({ subject: null, sessions: [], concepts: [] }, Random.of("a"))).toContain(MARK);
    expect(inventAnswer("Why?", Random.of("a"))).toContain(MARK);
  });
});
