import { describe, expect, test } from "vitest";
import { ALIASES_MAX, DEFINITION_MAX } from "./node-texts.ts";
import { starterTaxonomy } from "./starter-taxonomy.ts";
import { flatten } from "./taxonomy.ts";
import {
  describeProblems,
  NODE_NAME_MAX,
  readTaxonomyTree,
  TAXONOMY_DEPTH_MAX,
  TAXONOMY_NODES_MAX,
} from "./taxonomy-tree.ts";
import type { NodeKind } from "./words.ts";

const node = (kind: NodeKind, name: string, ...children: object[]) =>
  children.length > 0 ? { name, kind, children } : { name, kind };
const problemsOf = (value: unknown): string => {
  const reading = readTaxonomyTree(value);
  return reading.kind === "refused" ? describeProblems(reading.problems) : "none";
};

test("the starter taxonomy has the paper's 8 fields and the 123 disciplines its Table 12 names", () => {
  const nodes = flatten(starterTaxonomy);
  expect(nodes.filter(({ kind }) => kind === "field")).toHaveLength(8);
  expect(nodes.filter(({ kind }) => kind === "discipline")).toHaveLength(123);
});

test("a tree is read with its names trimmed", () => {
  const tree = [node("field", " Sciences ", node("discipline", "Physics\u00a0"))];
  expect(readTaxonomyTree(tree)).toEqual({
    kind: "read",
    tree: [{ name: "Sciences", kind: "field", children: [{ name: "Physics", kind: "discipline" }] }],
  });
});

test("fields and sub-fields come with children, disciplines without", () => {
  const tree = [
    node("field", "Arts", node("sub-field", "Live"), { ...node("discipline", "Film"), children: [] }),
  ];
  expect(readTaxonomyTree(tree)).toEqual({
    kind: "read",
    tree: [
      {
        name: "Arts",
        kind: "field",
        children: [
          { name: "Live", kind: "sub-field", children: [] },
          { name: "Film", kind: "discipline" },
        ],
      },
    ],
  });
});

test("sub-fields may be nested, empty, and mixed with disciplines", () => {
  const inner = node("sub-field", "Stage", node("discipline", "Dance"));
  expect(
    problemsOf([node("field", "Arts", node("sub-field", "Live", inner), node("discipline", "Film"))]),
  ).toBe("none");
  expect(
    problemsOf([node("field", "Arts", node("sub-field", "Live")), { ...node("field", "Law"), children: [] }]),
  ).toBe("none");
  expect(problemsOf([])).toBe("none");
});

test("texts are read trimmed, with plain line breaks; aliases sorted, each once, the name not among them", () => {
  const physics = {
    name: "Physics",
    kind: "discipline",
    aliases: ["Physical science", "Natural philosophy ", "Physics", "Physical science"],
    definition: " Matter,\r\nenergy ",
    scopeNote: "",
  };
  expect(readTaxonomyTree([node("field", "Sciences", physics)])).toEqual({
    kind: "read",
    tree: [
      {
        name: "Sciences",
        kind: "field",
        children: [
          {
            name: "Physics",
            kind: "discipline",
            aliases: ["Natural philosophy", "Physical science"],
            definition: "Matter,\nenergy",
          },
        ],
      },
    ],
  });
});

describe("a tree is refused with place and reason for", () => {
  test("an unknown kind", () => {
    const tree = [node("field", "Arts", { name: "Dance", kind: "topic" })];
    expect(problemsOf(tree)).toBe(
      "Arts > Dance ([0].children[0].kind): the kind must be one of: field, sub-field, discipline",
    );
  });

  test("anything below a discipline", () => {
    const tree = [node("field", "Arts", node("discipline", "Dance", node("discipline", "Ballet")))];
    expect(problemsOf(tree)).toBe(
      'Arts > Dance > Ballet ([0].children[0].children[0].kind): a discipline has nothing below it, and "Dance" is one',
    );
  });

  test("a field below the top", () => {
    expect(problemsOf([node("field", "Arts", node("field", "Dance"))])).toBe(
      "Arts > Dance ([0].children[0].kind): a field cannot be below another node",
    );
  });

  test("a sub-field or a discipline at the top", () => {
    expect(problemsOf([node("sub-field", "Arts"), node("discipline", "Law")])).toBe(
      "Arts ([0].kind): a sub-field cannot be at the top: fields are\nLaw ([1].kind): a discipline cannot be at the top: fields are",
    );
  });

  test("siblings of one name, however spelled, of whatever kind", () => {
    expect(problemsOf([node("field", "Arts & Letters"), node("field", "arts and letters")])).toBe(
      'arts and letters ([1].name): its sibling "Arts & Letters" has the same name',
    );
    const mixed = [node("field", "Arts", node("sub-field", "Dance"), node("discipline", "Dance"))];
    expect(problemsOf(mixed)).toContain('its sibling "Dance" has the same name');
    const cousins = [
      node("field", "A", node("discipline", "X")),
      node("field", "B", node("discipline", "X")),
    ];
    expect(problemsOf(cousins)).toBe("none");
  });

  test.each([
    ["empty", "", "the name is empty"],
    ["blank", " \t ", "the name is empty"],
    ["without letters", "?!", "the name has neither letter nor digit"],
    ["too long", "x".repeat(NODE_NAME_MAX + 1), "the name is longer than 200 characters"],
    ["of two lines", "Fine\nArts", "line break"],
    ["wrongly decoded", "Caf\ufffd studies", "is the file UTF-8?"],
    ["with half a character", "Arts \ud83d", "a broken one"],
    ["not text", 7, "a name must be text"],
  ])("a name that is %s", (_, name, reason) => {
    const problems = problemsOf([{ name: "Arts", kind: "field", children: [{ name, kind: "discipline" }] }]);
    expect(problems).toContain("[0].children[0].name)");
    expect(problems).toContain(reason);
    expect(problems.split("\n")).toHaveLength(1);
  });

  test.each([
    [{ aliases: "Dancing" }, "Dance ([0].aliases): aliases must be a list of names"],
    [{ aliases: ["Ballet", "?"] }, "Dance ([0].aliases[1]): the name has neither letter nor digit"],
    [
      { aliases: Array.from({ length: ALIASES_MAX + 1 }, (_, i) => `Dance ${i}`) },
      "Dance ([0].aliases): there are more than 50 aliases",
    ],
    [{ definition: 7 }, "Dance ([0].definition): the definition must be text"],
    [
      { definition: "x".repeat(DEFINITION_MAX + 1) },
      "Dance ([0].definition): the definition is longer than 5000 characters",
    ],
    [{ scopeNote: "a\u0000b" }, "Dance ([0].scopeNote): the scope note has a control character"],
  ])("texts that break a rule: %j", (texts, problem) => {
    expect(problemsOf([{ name: "Dance", kind: "field", ...texts }])).toContain(problem);
  });

  test("something that is no tree at all", () => {
    expect(problemsOf({})).toBe("The taxonomy: a taxonomy must be a list of fields");
    expect(problemsOf(null)).toBe("The taxonomy: a taxonomy must be a list of fields");
    expect(problemsOf(["Arts"])).toBe("node 1 ([0]): a node must be an object with name, kind and children");
    expect(problemsOf([{ name: "Arts", kind: "field", children: "Dance" }])).toBe(
      "Arts ([0].children): children must be a list of nodes",
    );
    expect(problemsOf([{ name: "Arts", kind: "field", colour: "red" }])).toBe(
      "Arts ([0]): a node has name, kind, aliases, definition, scopeNote and children, not colour",
    );
  });

  test("more levels or nodes than allowed, before anything walks them", () => {
    let deep: object = node("discipline", "bottom");
    for (let level = 0; level < 100_000; level += 1)
      deep = { name: "x", kind: "sub-field", children: [deep] };
    const limits = `more than ${TAXONOMY_NODES_MAX} nodes or ${TAXONOMY_DEPTH_MAX} levels`;
    expect(problemsOf([deep])).toContain(limits);
    const wide = Array.from({ length: TAXONOMY_NODES_MAX + 1 }, (_, i) => node("field", `Field ${i}`));
    expect(problemsOf(wide)).toContain(limits);
    expect(problemsOf(wide.slice(0, 2000))).toBe("none");
  });
});

test("many problems are told by the first ten and the number of the others", () => {
  const told = problemsOf(Array.from({ length: 13 }, (_, i) => node("discipline", `D ${i}`))).split("\n");
  expect(told).toHaveLength(11);
  expect(told.at(-1)).toBe("and 3 more");
});
