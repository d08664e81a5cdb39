import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { starterTaxonomy } from "./starter-taxonomy.ts";
import {
  buildTree,
  disciplinesUnder,
  type FlatNode,
  findNodes,
  flatten,
  pathOf,
  pathsOf,
} from "./taxonomy.ts";
import { treeArbitrary } from "./testing/tree-arbitrary.ts";

const starter = flatten(starterTaxonomy);
const found = (nodes: readonly FlatNode[], name: string) =>
  findNodes(nodes, name).map(({ id, kind }) => `${kind} ${pathOf(nodes, id).join(" > ")}`);

describe("the flat form", () => {
  test("names parents before children and orders siblings", () => {
    expect(
      flatten([
        { name: "A", kind: "field", children: [{ name: "B", kind: "discipline" }] },
        { name: "C", kind: "field" },
      ]),
    ).toEqual([
      { id: 1, parentId: null, kind: "field", name: "A", position: 0 },
      { id: 2, parentId: 1, kind: "discipline", name: "B", position: 0 },
      { id: 3, parentId: null, kind: "field", name: "C", position: 1 },
    ]);
  });

  test("builds the same tree again from nodes in any order", () => {
    fc.assert(
      fc.property(treeArbitrary, fc.infiniteStream(fc.nat()), (tree, keys) => {
        const shuffled = flatten(tree)
          .map((node) => ({ node, key: keys.next().value ?? 0 }))
          .sort((a, b) => a.key - b.key)
          .map(({ node }) => node);
        expect(buildTree(shuffled)).toEqual(tree);
      }),
    );
    expect(buildTree(starter)).toEqual(starterTaxonomy);
  });

  test("is refused when nodes hang below no field", () => {
    const orphan: FlatNode = { id: 2, parentId: 9, kind: "discipline", name: "B", position: 0 };
    const circle: FlatNode[] = [
      { id: 1, parentId: 2, kind: "sub-field", name: "A", position: 0 },
      { id: 2, parentId: 1, kind: "sub-field", name: "B", position: 0 },
    ];
    expect(() => buildTree([orphan])).toThrow("1 of 1 nodes hang below no field");
    expect(() => buildTree(circle)).toThrow("2 of 2 nodes hang below no field");
    expect(() => pathOf([orphan], 2)).toThrow("node 2 hangs below no field");
    expect(() => pathOf(circle, 2)).toThrow("node 2 hangs below no field");
    expect(() => pathOf(starter, 0)).toThrow(RangeError);
  });

  test("tells the path of every node", () => {
    const [physics] = findNodes(starter, "Physics");
    const path = ["Academic-Natural Science", "Physical science", "Physics"];
    expect(pathOf(starter, physics?.id ?? 0)).toEqual(path);
    expect(pathsOf(starter).get(physics?.id ?? 0)).toEqual(path);
    expect(pathsOf(starter).size).toBe(starter.length);
  });
});

describe("disciplines under nodes", () => {
  const idsOf = (...names: string[]) => names.flatMap((name) => findNodes(starter, name).map(({ id }) => id));
  const under = (...names: string[]) => disciplinesUnder(starter, idsOf(...names)).map(({ name }) => name);

  test("are all without a root, else those at or below the roots", () => {
    expect(disciplinesUnder(starter, [])).toHaveLength(123);
    expect(under("Physics")).toEqual(["Physics"]);
    expect(under("Physical science")).toEqual(["Astronomy", "Chemistry", "Earth science", "Physics"]);
  });

  test("come once and in the order of the tree, however the roots overlap", () => {
    expect(under("Physics", "Chemistry", "Physical science")).toEqual(under("Physical science"));
    expect(under("Physics", "Dance")).toEqual(["Dance", "Physics"]);
  });

  test("of a node that is not there are refused", () => {
    expect(() => disciplinesUnder(starter, [1, 999_999])).toThrow("Node 999999 is not in this taxonomy");
  });
});

describe("finding nodes", () => {
  const nodes = flatten([
    {
      name: "Humanities",
      kind: "field",
      children: [
        {
          name: "Arts",
          kind: "sub-field",
          children: [
            { name: "Dance", kind: "discipline" },
            { name: "Film/Video", kind: "discipline" },
          ],
        },
      ],
    },
    {
      name: "Arts",
      kind: "field",
      children: [
        { name: "Dance", kind: "discipline" },
        { name: "R&D", kind: "discipline" },
      ],
    },
  ]);

  test("by name gives all of that name, whatever the spelling", () => {
    expect(found(nodes, "  DANCE ")).toEqual([
      "discipline Humanities > Arts > Dance",
      "discipline Arts > Dance",
    ]);
    expect(found(nodes, "r and d")).toEqual(["discipline Arts > R&D"]);
    expect(found(nodes, "arts")).toEqual(["sub-field Humanities > Arts", "field Arts"]);
  });

  test("by path takes either separator and may start below the top", () => {
    expect(found(nodes, "Humanities/Arts/Dance")).toEqual(["discipline Humanities > Arts > Dance"]);
    expect(found(nodes, "humanities > arts > dance")).toEqual(["discipline Humanities > Arts > Dance"]);
    expect(found(nodes, "Humanities/Arts")).toEqual(["sub-field Humanities > Arts"]);
    expect(found(nodes, "Arts > R&D")).toEqual(["discipline Arts > R&D"]);
  });

  test("by path prefers the one that starts at the top", () => {
    expect(found(nodes, "Arts > Dance")).toEqual(["discipline Arts > Dance"]);
    expect(found(nodes, "/Arts")).toEqual(["field Arts"]);
    expect(found(nodes, "/Dance")).toEqual([]);
  });

  test("knows names that hold a separator", () => {
    expect(found(nodes, "Film/Video")).toEqual(["discipline Humanities > Arts > Film/Video"]);
    expect(found(nodes, "Arts/Film/Video")).toEqual(["discipline Humanities > Arts > Film/Video"]);
  });

  test("finds nothing for what is not there", () => {
    expect(found(nodes, "Danc")).toEqual([]);
    expect(found(nodes, "Humanities/Dance")).toEqual([]);
    expect(found(nodes, "Arts Dance")).toEqual([]);
    expect(found(nodes, " / ")).toEqual([]);
  });

  test("every node of the starter taxonomy is found alone by its path", () => {
    for (const [id, path] of pathsOf(starter)) {
      expect(findNodes(starter, `/${path.join("/")}`).map((node) => node.id)).toEqual([id]);
    }
  });
});
