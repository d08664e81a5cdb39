import fc from "fast-check";
import { type FlatNode, flatten } from "../taxonomy.ts";
import { treeArbitrary } from "./tree-arbitrary.ts";

/** Nodes of a tree that keeps every rule, in any order, with ids that say nothing of their places. */
export const flatTreeArbitrary: fc.Arbitrary<FlatNode[]> = treeArbitrary.chain((tree) => {
  const nodes = flatten(tree);
  const ids = fc.uniqueArray(fc.integer({ min: 1, max: 1_000_000 }), {
    minLength: nodes.length,
    maxLength: nodes.length,
  });
  return ids.chain((drawn) => {
    const newId = (id: number) => drawn[id - 1] ?? id;
    const renumbered = nodes.map((node) => ({
      ...node,
      id: newId(node.id),
      parentId: node.parentId === null ? null : newId(node.parentId),
    }));
    return fc.shuffledSubarray(renumbered, { minLength: renumbered.length });
  });
});
