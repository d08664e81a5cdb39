import { expect, test } from "vitest";
import { NO_TOTALS, type PlacedNode, pathTo, totalTree } from "./tree-totals.ts";

const nodes: PlacedNode[] = [
  { id: 1, parentId: null, kind: "field", name: "Natural Science" },
  { id: 2, parentId: null, kind: "field", name: "Humanities" },
  { id: 3, parentId: 1, kind: "sub-field", name: "Physical science" },
  { id: 4, parentId: 3, kind: "discipline", name: "Physics" },
  { id: 5, parentId: 3, kind: "discipline", name: "Chemistry" },
  { id: 6, parentId: 2, kind: "discipline", name: "Law" },
];

test("a node holds the sum of everything below it, exactly beyond 2^53", () => {
  const huge = 2n ** 60n + 1n;
  const tree = totalTree(
    nodes,
    new Map([
      [4, { ...NO_TOTALS, subjects: 3, draws: huge, pairs: 24 }],
      [5, { ...NO_TOTALS, subjects: 2, draws: 1n, pairs: 0 }],
    ]),
  );
  const totals = new Map(tree.map((node) => [node.name, node.totals]));
  expect(totals.get("Natural Science")).toMatchObject({
    disciplines: 2,
    subjects: 5,
    draws: huge + 1n,
    pairs: 24,
  });
  expect(totals.get("Physical science")).toMatchObject({ disciplines: 2, subjects: 5 });
  expect(totals.get("Law")).toEqual({ ...NO_TOTALS, disciplines: 1 });
});

test("nodes come in reading order with their level", () => {
  const tree = totalTree(nodes, new Map());
  expect(tree.map((node) => `${node.level} ${node.name}`)).toEqual([
    "1 Natural Science",
    "2 Physical science",
    "3 Physics",
    "3 Chemistry",
    "1 Humanities",
    "2 Law",
  ]);
});

test("the path to a node starts at its field and is empty for a node of another release", () => {
  const tree = totalTree(nodes, new Map());
  expect(pathTo(tree, 5).map((node) => node.name)).toEqual([
    "Natural Science",
    "Physical science",
    "Chemistry",
  ]);
  expect(pathTo(tree, 99)).toEqual([]);
});
