import fc from "fast-check";
import { expect, test } from "vitest";
import { compareImport } from "./import-difference.ts";
import { flatten } from "./taxonomy.ts";
import type { TaxonomyTree, TreeNode } from "./taxonomy-tree.ts";
import { treeArbitrary } from "./testing/tree-arbitrary.ts";

const arts = (...children: TreeNode[]): TaxonomyTree => [{ name: "Arts", kind: "field", children }];
const dance: TreeNode = { name: "Dance", kind: "discipline", definition: "Moving" };

test("a taxonomy imported into itself adds nothing and differs in nothing", () => {
  fc.assert(
    fc.property(treeArbitrary, (tree) => {
      const same = flatten(tree).length;
      expect(compareImport(tree, tree)).toEqual({
        added: [],
        same,
        differing: [],
        contradicting: [],
        untouched: 0,
      });
    }),
  );
});

test("into an empty taxonomy everything is added, parents before children", () => {
  expect(compareImport([], arts(dance))).toMatchObject({
    added: [
      { kind: "field", path: ["Arts"] },
      { kind: "discipline", path: ["Arts", "Dance"] },
    ],
    same: 0,
  });
});

test("every node of the import is counted once, and every node of the taxonomy too", () => {
  fc.assert(
    fc.property(treeArbitrary, treeArbitrary, (taxonomy, imported) => {
      const { added, same, differing, contradicting, untouched } = compareImport(taxonomy, imported);
      const met = same + differing.length + contradicting.length;
      expect(added.length + met).toBe(flatten(imported).length);
      expect(untouched + met).toBe(flatten(taxonomy).length);
    }),
  );
});

test("what differs is named, and what is only there stays", () => {
  const imported = arts({ name: "dance", kind: "discipline", aliases: ["Ballet"], definition: "Moving" });
  expect(compareImport(arts(dance, { name: "Film", kind: "discipline" }), imported)).toEqual({
    added: [],
    same: 1,
    differing: [{ kind: "discipline", path: ["Arts", "dance"], differing: ["name", "aliases"] }],
    contradicting: [],
    untouched: 1,
  });
});

test("another kind contradicts", () => {
  expect(compareImport(arts(dance), arts({ name: "Dance", kind: "sub-field" }))).toMatchObject({
    same: 1,
    contradicting: [{ kind: "sub-field", path: ["Arts", "Dance"], existingKind: "discipline" }],
  });
});
