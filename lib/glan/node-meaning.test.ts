import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isVoteCurrent, type MeantNode, meaningOf } from "./node-meaning.ts";
import { normaliseName } from "./words.ts";

const physics: MeantNode = {
  name: "Physics",
  definition: "Matter, energy and what they do.",
  parentId: 7,
  kind: "discipline",
};
const isStillCurrent = (before: MeantNode, after: MeantNode) =>
  isVoteCurrent({ meaning: meaningOf(before) }, after);
const isSameName = (before: string, after: string) =>
  isStillCurrent({ ...physics, name: before }, { ...physics, name: after });

const node: fc.Arbitrary<MeantNode> = fc.record({
  name: fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 }),
  definition: fc.string({ unit: "grapheme", maxLength: 40 }),
  parentId: fc.option(fc.integer({ min: 1 })),
  kind: fc.constantFrom("field", "sub-field", "discipline"),
});
const LETTERS = "abcdefghijklmnopqrstuvwxyz";
const word = fc.string({ unit: fc.constantFrom(...LETTERS), minLength: 5, maxLength: 14 });

describe("a vote stays where a slip was corrected:", () => {
  test.each([
    ["Physcis", "Physics"],
    ["Phisics", "Physics"],
    ["Mathmatics", "Mathematics"],
    ["Phillosophy", "Philosophy"],
    ["Mecanical enginering", "Mechanical engineering"],
    ["physics", "Physics"],
    ["Film & video", "Film and Video"],
    ["Bio chemistry", "Biochemistry"],
    ["Data  base design", "Database design"],
    ["Философя", "Философия"],
  ])("%s, %s", (before, after) => {
    expect(isSameName(before, after)).toBe(true);
    expect(isSameName(after, before)).toBe(true);
  });
});

describe("a vote is asked for again where the name became another:", () => {
  test.each([
    ["Physics", "Chemistry"],
    ["Art", "Arm"],
    ["Law", "Laws"],
    ["Astronomy", "Gastronomy"],
    ["Biology", "Geology"],
    ["Microeconomics", "Macroeconomics"],
    ["International law", "Intranational law"],
    ["Ontology", "Oncology"],
    ["Calculus 1", "Calculus 2"],
    ["Grade10 mathematics", "Grade11 mathematics"],
    ["物理学概論", "地理学概論"],
    ["物理学概論", "物理史概論"],
    ["Physics", "Physics of sound"],
    ["Sound physics", "Physics sound"],
    ["Histroy of sceince and tehcnology", "History of science and technology"],
    ["Fsihign", "Fishing"],
  ])("%s, %s", (before, after) => {
    expect(isSameName(before, after)).toBe(false);
    expect(isSameName(after, before)).toBe(false);
  });
});

test("any one slip behind the first letter of a longer word keeps the vote", () => {
  // No word of these letters starts as one of the beginnings that are told apart.
  const safe = word.map((letters) => `q${letters}`);
  fc.assert(
    fc.property(safe, fc.nat(), fc.constantFrom(...LETTERS), (name, anywhere, letter) => {
      const at = 1 + (anywhere % (name.length - 1));
      const [head, tail] = [name.slice(0, at), name.slice(at)];
      expect(isSameName(name, head + letter + tail)).toBe(true);
      expect(isSameName(name, head + letter + tail.slice(1))).toBe(true);
      expect(isSameName(name, head + tail.slice(1))).toBe(true);
      expect(isSameName(name, head + tail.slice(1, 2) + tail.slice(0, 1) + tail.slice(2))).toBe(true);
    }),
  );
});

test("small corrections do not add up to another name", () => {
  const steps = ["Geology", "Geolagy", "Gealagy", "Ghalagy"];
  const [first = "", ...later] = steps;
  expect(steps.slice(1).every((step, i) => isSameName(steps[i] ?? "", step))).toBe(true);
  expect(later.map((step) => isSameName(first, step))).toEqual([true, false, false]);
});

test("another first letter takes the vote away", () => {
  fc.assert(
    fc.property(word, word, (before, after) => {
      fc.pre(before[0] !== after[0]);
      expect(isSameName(before, after)).toBe(false);
    }),
  );
});

test("a new definition, parent or kind takes the vote away", () => {
  expect(isStillCurrent(physics, { ...physics, definition: "Bodies and motion." })).toBe(false);
  expect(isStillCurrent(physics, { ...physics, definition: "" })).toBe(false);
  expect(isStillCurrent(physics, { ...physics, parentId: 8 })).toBe(false);
  expect(isStillCurrent(physics, { ...physics, parentId: null, kind: "field" })).toBe(false);
  expect(isStillCurrent(physics, { ...physics, kind: "sub-field" })).toBe(false);
});

test("letter case, commas and line breaks are no new definition", () => {
  const definition = "matter, energy\nand what they do";
  expect(isStillCurrent(physics, { ...physics, definition })).toBe(true);
});

test("a vote on any node is current on the same node, and a stamp says the same each time", () => {
  fc.assert(
    fc.property(node, (given) => {
      expect(isStillCurrent(given, given)).toBe(true);
      expect(meaningOf({ ...given })).toBe(meaningOf(given));
    }),
  );
});

test("what changed takes the vote away, whatever the node", () => {
  fc.assert(
    fc.property(node, node, (before, after) => {
      const hasChanged =
        before.kind !== after.kind ||
        before.parentId !== after.parentId ||
        normaliseName(before.definition) !== normaliseName(after.definition);
      if (hasChanged) expect(isStillCurrent(before, after)).toBe(false);
    }),
  );
});

test("a stamp that cannot be read is not current", () => {
  for (const meaning of ["", "physics", "[]", '["meaning:v0","discipline",7,"x","physics"]', "{"]) {
    expect(isVoteCurrent({ meaning }, physics)).toBe(false);
  }
});

test("a stamp is written as it has always been written", () => {
  expect(meaningOf(physics)).toMatchInlineSnapshot(
    `"["meaning:v1","discipline",7,"b1b8a0ca04d2483f","physics"]"`,
  );
});
