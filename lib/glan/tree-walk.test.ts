import fc from "fast-check";
import { expect, test } from "vitest";
import { buildTree, pathsOf } from "./taxonomy.ts";
import type { TreeNode } from "./taxonomy-tree.ts";
import { flatTreeArbitrary } from "./testing/flat-tree-arbitrary.ts";
import { fieldIdsOf, readingOrder } from "./tree-walk.ts";

test("reading order is that of the tree, whatever the order of the nodes", () => {
  const namesOf = (tree: readonly TreeNode[]): string[] =>
    tree.flatMap(({ name, children }) => [name, ...namesOf(children ?? [])]);
  fc.assert(
    fc.property(flatTreeArbitrary, (nodes) => {
      expect(readingOrder(nodes).map(({ name }) => name)).toEqual(namesOf(buildTree(nodes)));
    }),
  );
});

test("the field of a node is where its path starts, and each field is its own", () => {
  fc.assert(
    fc.property(flatTreeArbitrary, (nodes) => {
      const fieldIds = fieldIdsOf(nodes);
      const nameOf = new Map(nodes.map(({ id, name }) => [id, name]));
      const paths = pathsOf(nodes);
      for (const { id, kind } of nodes) {
        expect(nameOf.get(fieldIds.get(id) ?? 0)).toBe(paths.get(id)?.[0]);
        if (kind === "field") expect(fieldIds.get(id)).toBe(id);
      }
    }),
  );
});

test("nodes in a circle and nodes without their parent are refused", () => {
  const circle = [
    { id: 1, parentId: 2, position: 0 },
    { id: 2, parentId: 1, position: 0 },
  ];
  expect(() => readingOrder(circle)).toThrow("2 of 2 nodes hang below no field");
  expect(() => fieldIdsOf([{ id: 1, parentId: 9, position: 0 }])).toThrow("1 of 1 nodes");
});
