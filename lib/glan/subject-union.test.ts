import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { chooseSubjects, uniteSubjectLists } from "./subject-union.ts";
import { normaliseName, type Subject } from "./words.ts";

const subject = (name: string, level = "Undergraduate", subtopics: string[] = []): Subject => ({
  name,
  level,
  subtopics,
});
const listing = (draw: number, ...names: string[]) => ({
  draw,
  subjects: names.map((name) => subject(name)),
});
const told = (lists: Parameters<typeof uniteSubjectLists>[0]) =>
  uniteSubjectLists(lists).map(({ name, namedBy, meanPosition }) => [name, namedBy, meanPosition]);

describe("the union of subject lists", () => {
  test("puts first what most draws name, then what stands higher, then by name", () => {
    expect(
      told([
        listing(0, "Optics", "Mechanics", "Waves"),
        listing(1, "Mechanics", "Acoustics"),
        listing(2, "Thermodynamics", "Mechanics", "Optics"),
      ]),
    ).toEqual([
      ["Mechanics", 3, 2 / 3],
      ["Optics", 2, 1],
      ["Thermodynamics", 1, 0],
      ["Acoustics", 1, 1],
      ["Waves", 1, 2],
    ]);
  });

  test("knows a subject by its normalised name and tells it in the words of the lowest draw", () => {
    const lists = [
      { draw: 4, subjects: [subject("ELECTRICITY and magnetism", "Year 2", ["Fields"])] },
      { draw: 1, subjects: [subject("Electricity & Magnetism", "Year 1", ["Charges", "Currents"])] },
    ];
    expect(uniteSubjectLists(lists)).toEqual([
      {
        name: "Electricity & Magnetism",
        level: "Year 1",
        subtopics: ["Charges", "Currents"],
        normalisedName: "electricity and magnetism",
        namedBy: 2,
        meanPosition: 0,
      },
    ]);
  });

  test("counts a list that names a subject twice once, at the higher place", () => {
    expect(told([listing(0, "Algebra", "Calculus", "algebra"), listing(1, "Calculus")])).toEqual([
      ["Calculus", 2, 0.5],
      ["Algebra", 1, 0],
    ]);
  });

  test("counts draws, not lists: one draw extracted twice is one", () => {
    expect(told([listing(0, "Algebra", "Calculus"), listing(0, "Calculus")])).toEqual([
      ["Algebra", 1, 0],
      ["Calculus", 1, 0],
    ]);
  });

  test("of nothing is empty", () => {
    expect(uniteSubjectLists([])).toEqual([]);
    expect(uniteSubjectLists([listing(0)])).toEqual([]);
  });

  test("does not depend on the order of the lists and loses no name", () => {
    const names = fc.constantFrom("Algebra", "ALGEBRA", "Sets & Logic", "sets and logic", "Topology", "C++");
    const listings = fc
      .array(fc.array(names, { maxLength: 8 }), { maxLength: 6 })
      .map((lists) => lists.map((subjects, draw) => listing(draw, ...subjects)));
    fc.assert(
      fc.property(listings, (lists) => {
        const united = uniteSubjectLists(lists);
        expect(uniteSubjectLists(lists.toReversed())).toEqual(united);
        const wanted = new Set(
          lists.flatMap(({ subjects }) => subjects.map(({ name }) => normaliseName(name))),
        );
        expect(new Set(united.map(({ normalisedName }) => normalisedName))).toEqual(wanted);
        expect(united.length).toBe(wanted.size);
        expect(united.every(({ namedBy }) => namedBy >= 1 && namedBy <= lists.length)).toBe(true);
      }),
    );
  });
});

describe("the subjects of a run", () => {
  const united = uniteSubjectLists([
    listing(0, "Mechanics", "Optics", "Waves", "Acoustics"),
    listing(1, "Mechanics", "Optics"),
  ]);
  const chosen = (maxSubjects: number | null, ...subjectNames: string[]) =>
    chooseSubjects(united, { maxSubjects, subjectNames, writtenNames: new Set() }).map(({ name }) => name);

  test("are all without a limit and the most often named with one", () => {
    expect(chosen(null)).toEqual(["Mechanics", "Optics", "Waves", "Acoustics"]);
    expect(chosen(2)).toEqual(["Mechanics", "Optics"]);
    expect(chosen(9)).toHaveLength(4);
  });

  test("are those of the given names, however spelled, and of these at most the limit", () => {
    expect(chosen(null, "waves", " OPTICS ", "no such subject")).toEqual(["Optics", "Waves"]);
    expect(chosen(1, "waves", "optics")).toEqual(["Optics"]);
    expect(chosen(null, "no such subject")).toEqual([]);
  });

  test("are first those with a syllabus where they are limited", () => {
    const choose = (maxSubjects: number | null) =>
      chooseSubjects(united, { maxSubjects, subjectNames: [], writtenNames: new Set(["waves"]) });
    expect(choose(2).map(({ name }) => name)).toEqual(["Waves", "Mechanics"]);
    expect(choose(null).map(({ name }) => name)).toEqual(["Mechanics", "Optics", "Waves", "Acoustics"]);
  });
});
