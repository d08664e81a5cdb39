import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { promptDefinitions } from "../definitions.ts";
import { TemplateError } from "../template.ts";
import { answerMessages, parseAnswer, parseQuestion, prepareQuestionPrompt } from "./definition.ts";

const QUESTION = promptDefinitions["write-pairs/question"].template;
const COURSE = {
  discipline: "Physics",
  subject: { name: "Optics", level: "Undergraduate" },
  syllabus: {
    introduction: "Light bends. {{sessions}}",
    sessions: [
      {
        name: "Rays",
        description: "How light\ntravels.",
        keyConcepts: ["Snell's law", "Fermat's principle"],
      },
      { name: "Waves", description: "", keyConcepts: ["Phase", "Coherence"] },
      { name: "Lasers", description: "", keyConcepts: [] },
    ],
  },
};
const single = { sessions: [0], concepts: [{ session: 0, concept: 1 }] };
const double = {
  sessions: [0, 1],
  concepts: [
    { session: 0, concept: 0 },
    { session: 1, concept: 1 },
  ],
};

function contentOf(draw: typeof double): string {
  const [message, ...more] = prepareQuestionPrompt(QUESTION, COURSE)(draw);
  expect(more).toEqual([]);
  return message?.content ?? "";
}

describe("the question prompt", () => {
  test("shows the whole syllabus, then the draw", () => {
    const content = contentOf(double);
    expect(content).toContain(
      "Discipline: Physics\nSubject: Optics\nLevel: Undergraduate\n\nSyllabus:\nLight bends. {{sessions}}\n\n" +
        "Session 1: Rays\nHow light travels.\nConcepts: Snell's law; Fermat's principle\n\n" +
        "Session 2: Waves\nConcepts: Phase; Coherence\n\nSession 3: Lasers\n",
    );
    expect(content).toContain(
      "Current class session(s):\n- Session 1: Rays\n- Session 2: Waves\n" +
        "Learned so far: class sessions 1 to 2\nKey concepts:\n- Snell's law\n- Coherence\n",
    );
    expect(contentOf(single)).toContain(
      "Learned so far: class session 1\nKey concepts:\n- Fermat's principle\n",
    );
  });

  test("is the same for every draw up to the end of the syllabus, so that the prefix is cached", () => {
    const [one, two] = [contentOf(single), contentOf(double)];
    const end = one.indexOf("End of the syllabus.");
    expect(end).toBeGreaterThan(one.indexOf("Session 3: Lasers"));
    expect(two.slice(0, end)).toBe(one.slice(0, end));
  });

  test("refuses a draw that the syllabus does not have", () => {
    const prompt = prepareQuestionPrompt(QUESTION, COURSE);
    expect(() => prompt({ sessions: [3], concepts: [] })).toThrow(RangeError);
    expect(() => prompt({ sessions: [2], concepts: [{ session: 2, concept: 0 }] })).toThrow(RangeError);
  });

  test("refuses a template without the draw", () => {
    expect(() => prepareQuestionPrompt("{{syllabus}}", COURSE)).toThrow(TemplateError);
  });
});

test("the answer prompt is the bare question, to the letter", () => {
  const bare = promptDefinitions["write-pairs/answer"].template;
  expect(answerMessages(bare, " What is {{x}}? ")).toEqual([{ role: "user", content: " What is {{x}}? " }]);
});

describe("labels before a question are skipped:", () => {
  test.each([
    ["Homework Question:\n\n", 1],
    ["Homework question: ", 1],
    ["**Homework Question:** ", 1],
    ["**Question**: ", 1],
    ["*Question:* ", 1],
    ["**Question 3**\n\n", 1],
    ["### Question 3\n", 1],
    ["## Homework Question:\n\n", 1],
    ["# **Homework Question**\n\n---\n\n", 1],
    ["### Question: ", 1],
    ["### Question 3: Frost in the Orchard\n\n", 1],
    ["**Problem 2: Frost in the Orchard**\n\n", 1],
    ["Q: ", 1],
    ["**Q:** ", 1],
    ["Q3. ", 1],
    ["Question 3. ", 1],
    ["Question (combining sessions 2 and 3):\n", 1],
    ["Homework Question\n\n", 1],
    ["Problem: ", 1],
    ["Exercise 4.2: ", 1],
    ["Here is a homework question:\n\n", 1],
    ["Here's one challenging homework question that combines both concepts:\n\n", 1],
    ["Sure! Here is a question based on the given key concepts:\n\n**Question:**\n", 2],
    ["Certainly!\n\nHere is a homework question:\n\n### Question 1\n\n", 2],
    ["<think>Question: what?</think>\nQuestion: ", 1],
    ["\ufeff \n\n", 0],
    ["---\n\n", 0],
    ["", 0],
  ])("%j", (labels, count) => {
    const text = "A lens of 5 cm focal length is given. Where is the image?";
    const parsed = parseQuestion(labels + text);
    expect(parsed).toMatchObject({ kind: "parsed", value: { textStart: labels.length } });
    expect(parsed.kind === "parsed" && parsed.value.labels).toHaveLength(count);
  });
});

test.each([
  "Question the assumption that light is a wave. What follows?",
  "Question 5 of a survey asked 200 people about their glasses. Estimate the share.",
  "Problems of vignetting occur in telescopes. Explain why.",
  "Task 1: Derive the lens equation.\n\nTask 2: Apply it.",
  "**Question 1.** Derive the lens equation.\n\n**Question 2.** Apply it.",
  "Here is a table of refractive indices:\n\n| glass | n |\n|---|---|\n| BK7 | 1.52 |\n\nWhich is the best?",
  "Here is the question a patient asked you:\n\n> Will I see again?\n\nAnswer it.",
  "Quartz: is it birefringent? Explain.",
  "**Part A.** Show that $f > 0$.",
  "# Optics of the eye\n\nExplain accommodation.",
  "Homework done in haste is full of errors. Find three in this derivation: ...",
])("a question that only looks labelled stays whole: %j", (content) => {
  expect(parseQuestion(content)).toEqual({
    kind: "parsed",
    value: { textStart: 0, labels: [] },
    repairs: [],
  });
});

test.each([
  ["", /no text/],
  [" \n\t", /no text/],
  ["Homework Question:", /only a label, "Homework Question:"/],
  ["### Question 3\n\n---\n", /only a label/],
  ["<think>What could I ask?", /no text/],
])("%j is no question", (content, reason) => {
  expect(parseQuestion(content)).toEqual({ kind: "unparsed", reason: expect.stringMatching(reason) });
});

test("a question behind 60,000 characters of reasoning is found", () => {
  const content = `<think>${"hm ".repeat(20_000)}</think>Why?`;
  expect(parseQuestion(content)).toMatchObject({ kind: "parsed", value: { textStart: content.length - 4 } });
});

test("whatever comes, the place of a question lies within its content and on its text", () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom("**", "#", " ", "\n", "Question", ":", "3", "Q", "Here is a ", "-", "x")),
      (parts) => {
        const content = parts.join("");
        const parsed = parseQuestion(content);
        if (parsed.kind === "unparsed") return;
        const { textStart } = parsed.value;
        expect(content.slice(textStart).trim()).not.toBe("");
        expect(content.charAt(textStart)).toMatch(/\S/);
      },
    ),
  );
});

test("an answer is everything but reasoning and leading white space, and never empty", () => {
  expect(parseAnswer("42")).toEqual({ kind: "parsed", value: { textStart: 0 }, repairs: [] });
  expect(parseAnswer("<think>hm</think>\n\n42")).toMatchObject({
    value: { textStart: 19 },
    repairs: ["reasoning"],
  });
  expect(parseAnswer(" \n")).toEqual({ kind: "unparsed", reason: "no answer in 2 characters: no text" });
});

test("no recorded question is mistaken for a label, none is cut", () => {
  const folder = new URL("../../demo-model/recordings/", import.meta.url);
  const files = readdirSync(folder).filter((file) => file.endsWith(".jsonl") && file !== "comparisons.jsonl");
  const lines = files.flatMap((file) =>
    readFileSync(new URL(file, folder), "utf8").split("\n").filter(Boolean),
  );
  const pairs = lines.map((line) => JSON.parse(line)).filter(({ stage }) => stage === "pair");
  expect(pairs).toHaveLength(192);
  for (const { question, answer } of pairs) {
    expect(parseQuestion(question)).toMatchObject({ kind: "parsed", value: { textStart: 0, labels: [] } });
    expect(parseAnswer(answer)).toMatchObject({ kind: "parsed", value: { textStart: 0 } });
  }
});
