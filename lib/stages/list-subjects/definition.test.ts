import { describe, expect, test } from "vitest";
import { SUBJECT_NAME_MAX, SUBTOPICS_MAX } from "#lib/glan/words.ts";
import { promptDefinitions } from "../definitions.ts";
import { extractSubjectsMessages, listSubjectsMessages, parseSubjectList } from "./definition.ts";

const LIST = promptDefinitions["list-subjects/list"].template;
const EXTRACT = promptDefinitions["list-subjects/extract"].template;

test("the list is asked for by discipline and place in the taxonomy", () => {
  const [message, ...more] = listSubjectsMessages(LIST, {
    discipline: "Design",
    path: ["Arts", "Fashion", "Design"],
  });
  expect(more).toEqual([]);
  expect(message?.content).toContain("\nDiscipline: Design\n");
  expect(message?.content).toContain("Arts > Fashion > Design");
});

test("the second turn goes on from the first without the model's reasoning", () => {
  const first = listSubjectsMessages(LIST, { discipline: "Design", path: ["Design"] });
  expect(extractSubjectsMessages(EXTRACT, first, "<think>hm</think>1. Drawing")).toEqual([
    ...first,
    { role: "assistant", content: "1. Drawing" },
    { role: "user", content: EXTRACT },
  ]);
});

describe("a subject list", () => {
  test("names a subject once, the first time as it stands", () => {
    const parsed = parseSubjectList(
      '{"subject_name": "R&D Management", "level": "1", "subtopics": ["a"]}\n{"subject_name": "R and D management", "level": "2", "subtopics": ["b"]}',
    );
    expect(parsed).toEqual({
      kind: "parsed",
      value: [{ name: "R&D Management", level: "1", subtopics: ["a"] }],
      repairs: ["same-names"],
    });
  });

  test("is cut to the limits of the words, and says so", () => {
    const line = {
      subject_name: "x".repeat(500),
      level: "",
      subtopics: Array.from({ length: 300 }, (_, i) => `t${i}`),
    };
    const parsed = parseSubjectList(JSON.stringify(line));
    expect(parsed).toMatchObject({ kind: "parsed", repairs: ["cut-to-limit"] });
    if (parsed.kind === "unparsed") return;
    expect(parsed.value[0]?.name).toHaveLength(SUBJECT_NAME_MAX);
    expect(parsed.value[0]?.subtopics).toHaveLength(SUBTOPICS_MAX);
  });
});
