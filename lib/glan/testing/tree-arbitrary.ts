import fc from "fast-check";
import { NodeNameSchema, type TaxonomyTree, type TreeNode } from "../taxonomy-tree.ts";
import { normaliseName } from "../words.ts";

/** Names that files find hard: separators, quotes, formulas, backslashes, other scripts. */
const hardNames = [
  "Arts > Stage",
  "a \\> b",
  "> x >",
  "a > > b",
  "a\\",
  '"quoted" name',
  "commas, and; more",
  "=SUM(A1)",
  "+1",
  "-minus 1",
  "@home 1",
  "'tick",
  "物理",
  "C++",
  "Film/Video",
  "10",
  "double  space",
  "null",
  "__proto__",
];
const name = fc
  .oneof(fc.constantFrom(...hardNames), fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 }))
  .filter((text) => NodeNameSchema.safeParse(text).success)
  .map((text) => text.trim());

const siblings = (node: fc.Arbitrary<TreeNode>) =>
  fc.uniqueArray(node, { maxLength: 4, selector: (sibling) => normaliseName(sibling.name) });

const { node } = fc.letrec<{ node: TreeNode }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4, depthIdentifier: "tree" },
    fc.record({ name, kind: fc.constant("discipline" as const) }),
    fc.record({ name, kind: fc.constant("sub-field" as const), children: siblings(tie("node")) }),
  ),
}));

/** Trees that keep every rule, in the canonical form: all but disciplines have children, maybe none. */
export const treeArbitrary: fc.Arbitrary<TaxonomyTree> = siblings(
  fc.record({ name, kind: fc.constant("field" as const), children: siblings(node) }),
);
