import { describe, expect, it } from "vitest";
import { promptDefinitions } from "#lib/stages/definitions.ts";
import { listSubjectsMessages } from "#lib/stages/list-subjects/definition.ts";
import { prepareQuestionPrompt } from "#lib/stages/write-pairs/definition.ts";
import { writeSyllabusMessages } from "#lib/stages/write-syllabus/definition.ts";
import { recognise } from "./recognise.ts";

function user(content: string) {
  return [{ role: "user", content }];
}

describe("a prompt", () => {
  it("of the studio that lists subjects names its discipline", () => {
    const prompt = listSubjectsMessages(promptDefinitions["list-subjects/list"].template, {
      discipline: "Fishing industry",
      path: ["Agriculture", "Fishing industry"],
    });
    expect(recognise(prompt)).toEqual({ kind: "list-subjects", discipline: "Fishing industry" });
  });

  it("of the studio that writes a syllabus names subject, level and subtopics", () => {
    const prompt = writeSyllabusMessages(promptDefinitions["write-syllabus/write"].template, {
      discipline: "Physics",
      subject: {
        name: "Optics: an Introduction",
        level: "Year 2",
        subtopics: ["Rays, waves and photons", "Lenses"],
      },
    });
    expect(recognise(prompt)).toEqual({
      kind: "write-syllabus",
      discipline: "Physics",
      subject: "Optics: an Introduction",
      level: "Year 2",
      subtopics: ["Rays, waves and photons", "Lenses"],
    });
  });

  it("of the studio that writes a question names its draw", () => {
    const session = (name: string) => ({
      name,
      description: "About it.",
      keyConcepts: ["One; two", "Three"],
    });
    const prompt = prepareQuestionPrompt(promptDefinitions["write-pairs/question"].template, {
      discipline: "Physics",
      subject: { name: "Optics", level: "" },
      syllabus: {
        introduction: "Key concepts: none.",
        sessions: [session("Rays: a start"), session("Waves")],
      },
    })({
      sessions: [0, 1],
      concepts: [
        { session: 0, concept: 0 },
        { session: 1, concept: 1 },
      ],
    });
    expect(recognise(prompt)).toMatchObject({
      kind: "write-question",
      discipline: "Physics",
      subject: "Optics",
      draw: { sessions: ["Rays: a start", "Waves"], concepts: ["One; two", "Three"] },
    });
  });

  it.each([
    "As an education expert in the discipline of Marine Biology, list the subjects a student should learn.",
    "**Discipline:** Marine Biology\n\nPlease give me all subjects, with level and subtopics.",
    "List subjects.\n- discipline name: “Marine Biology”.",
    "You are a teacher of Marine Biology. Which subjects belong to it?",
  ])("that lists subjects is recognised in other words: %s", (prompt) => {
    expect(recognise(user(prompt))).toEqual({ kind: "list-subjects", discipline: "Marine Biology" });
  });

  it.each([
    'Write a syllabus for "Tidal Ecology" with class sessions.',
    "## Subject: Tidal Ecology\n\nDesign a syllabus. Subtopics: mud, sand",
    "Subject name: *Tidal Ecology*\nDivide it into class sessions with key concepts for each.",
  ])("that writes a syllabus is recognised in other words: %s", (prompt) => {
    expect(recognise(user(prompt))).toMatchObject({ kind: "write-syllabus", subject: "Tidal Ecology" });
  });

  it.each([
    "Syllabus: ...\n\n## Class sessions\n- Mud\n\n## Key concepts\n- Worms\n- Silt\n\nNow write one question.",
    "Session: Mud\nKey concepts: Worms; Silt\nWrite a homework question about them.",
    "Write an exercise.\nSessions:\nSession 4: Mud\nConcepts:\nWorms\nSilt",
  ])("that writes a question is recognised in other words: %s", (prompt) => {
    expect(recognise(user(prompt))).toMatchObject({
      kind: "write-question",
      draw: { sessions: ["Mud"], concepts: ["Worms", "Silt"] },
    });
  });

  it("that follows an assistant's text asks for its extraction", () => {
    const talk = (last: string) => [
      ...user("Which subjects?"),
      { role: "assistant", content: "1. **Tides**" },
      ...user(last),
    ];
    expect(recognise(talk("The same as JSONL: subject_name, level, subtopics"))).toMatchObject({
      kind: "extract-subjects",
      text: "1. **Tides**",
    });
    expect(recognise(talk("One JSON object per class session."))).toMatchObject({ kind: "extract-sessions" });
    expect(recognise(talk("Thank you!"))).toEqual({ kind: "unknown" });
  });

  it("that is a bare question is answered, and small talk is not", () => {
    const question =
      "A ball falls from a height of 20 m. Calculate the time of its fall and its final speed.";
    expect(recognise(user(question))).toEqual({ kind: "answer", question });
    expect(recognise(user("Good morning."))).toEqual({ kind: "unknown" });
  });
});
