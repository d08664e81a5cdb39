import { describe, expect, test } from "vitest";
import { SyllabusSchema } from "#lib/glan/words.ts";
import { promptDefinitions } from "../definitions.ts";
import {
  extractSessionsMessages,
  parseSyllabus,
  syllabusFlags,
  writeSyllabusMessages,
} from "./definition.ts";

const subject = { name: "Optics", level: "", subtopics: ["Lenses", "Diffraction"] };
const line = (name: string, ...concepts: string[]): string =>
  JSON.stringify({ session_name: name, description: "About it.", key_concepts: concepts });

test("a syllabus is asked for by discipline, subject, level and subtopics, then extracted", () => {
  const first = writeSyllabusMessages(promptDefinitions["write-syllabus/write"].template, {
    discipline: "Physics",
    subject,
  });
  expect(first[0]?.content).toContain(
    "\nDiscipline: Physics\nSubject: Optics\nLevel: not stated\nSubtopics:\n- Lenses\n- Diffraction\n",
  );
  const extract = promptDefinitions["write-syllabus/extract"].template;
  expect(extractSessionsMessages(extract, first, "# Optics").slice(1)).toEqual([
    { role: "assistant", content: "# Optics" },
    { role: "user", content: extract },
  ]);
});

describe("a syllabus", () => {
  test("has its introduction from the first turn and its class sessions from the second", () => {
    const parsed = parseSyllabus(
      "# Optics\n\n## Introduction\n\nLight bends.\n\n## Session 1",
      `${line("Session 1: Rays", "Snell's law", "Fermat's principle")}\n${line("Week 2 – Waves", "Phase")}`,
    );
    expect(parsed).toEqual({
      kind: "parsed",
      value: {
        introduction: "Light bends.",
        sessions: [
          { name: "Rays", description: "About it.", keyConcepts: ["Snell's law", "Fermat's principle"] },
          { name: "Waves", description: "About it.", keyConcepts: ["Phase"] },
        ],
      },
      repairs: ["decorated-names"],
    });
    if (parsed.kind === "parsed") expect(SyllabusSchema.parse(parsed.value)).toEqual(parsed.value);
  });

  test("keeps two class sessions of one name in one block", () => {
    const parsed = parseSyllabus("", `${line("Review", "Rays")}\n${line("Review", "Waves")}`);
    expect(parsed.kind === "parsed" && parsed.value.sessions).toHaveLength(2);
  });

  test("has class sessions out of Markdown when the second turn gave no JSON", () => {
    const parsed = parseSyllabus(
      "",
      "### Session 1: Rays\n**Description:** Light travels straight.\n**Knowledge points:**\n1. *Snell's law*: bending\n2. Fermat's principle\n**Learning outcomes:** Students can trace rays.\n",
    );
    expect(parsed).toMatchObject({
      kind: "parsed",
      value: { sessions: [{ name: "Rays", keyConcepts: ["Snell's law: bending", "Fermat's principle"] }] },
      repairs: ["markdown-list"],
    });
  });

  test("without any key concept is unparsed: nothing could be drawn from it", () => {
    expect(parseSyllabus("", `${line("Rays")}\n${line("Waves")}`)).toEqual({
      kind: "unparsed",
      reason: expect.stringMatching(/^2 class sessions without any key concept parsed from \d+ characters$/),
    });
  });
});

describe("the introduction", () => {
  const LONG = "Light is an old subject, and every instrument that looks far or close has been built on it.";
  test.each([
    [
      "under a heading",
      `# Optics\n\n## Introduction\n\n${LONG}\n\n- a list\n\nMore.\n\n## Sessions`,
      `${LONG}\n\nMore.`,
    ],
    ["under a bold line", `**OPTICS**\n\n**Introduction**\n\n${LONG}\n\n**Session 1**`, LONG],
    ["under a numbered heading", `# Optics\n## 1. About this course\n${LONG}\n## 2. Plan`, LONG],
    ["behind a bold word", `## OPTICS\n\n**Introduction.** ${LONG}\n\n**Session 1**`, LONG],
    ["behind a word", `Introduction: ${LONG}\n\n## Session 1`, LONG],
    ["under a heading of another name", `# Optics\n### Rationale\n${LONG}\n### Schedule`, LONG],
    ["with CRLF", `## Introduction\r\n\r\n${LONG}\r\n\r\n## Sessions`, LONG],
    ["after reasoning", `<think>## Introduction\nhm</think>## Introduction\n${LONG}`, LONG],
    [
      "in the first paragraph where no heading names it",
      `Here is the syllabus for the course, as you asked, complete with all its sessions:\n\n# Introduction to Optics: Syllabus\n\n**Level:** Undergraduate, in the second year of the degree, with laboratory\n\n${LONG}\n\n## Week 1`,
      LONG,
    ],
    ["nowhere", "# Optics\n\n## Week 1\n\n- Rays", ""],
  ])("is found %s", (_, written, introduction) => {
    const parsed = parseSyllabus(written, line("Rays", "Snell's law"));
    expect(parsed.kind === "parsed" && parsed.value.introduction).toBe(introduction);
  });
});

describe("what is unusual is flagged", () => {
  const session = (concepts: number) => ({
    name: "Rays",
    description: "",
    keyConcepts: Array.from({ length: concepts }, (_, i) => `concept ${i}`),
  });
  test.each([
    [10, 5, []],
    [30, 5, []],
    [9, 5, ["few-sessions"]],
    [31, 5, ["many-sessions"]],
    [12, 2, ["few-concepts"]],
    [12, 9, ["many-concepts"]],
    [12, 0, ["few-concepts", "session-without-concepts"]],
  ])("%i sessions of %i concepts: %j", (sessions, concepts, flags) => {
    const syllabus = {
      introduction: "x",
      sessions: Array.from({ length: sessions }, () => session(concepts)),
    };
    expect(syllabusFlags(syllabus)).toEqual(flags);
  });

  test("and so is a syllabus without an introduction", () => {
    expect(
      syllabusFlags({ introduction: "", sessions: Array.from({ length: 12 }, () => session(5)) }),
    ).toEqual(["no-introduction"]);
  });
});
