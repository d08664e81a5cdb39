import fc from "fast-check";
import { canonicalTexts, DefinitionSchema, type NodeTexts } from "../node-texts.ts";
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

/** Texts that files find hard: line breaks, markup of the formats, blank ends of lines. */
const hardTexts = [
  "two\nlines",
  "a\n\n\tb \n c",
  'she said "x", then left',
  "=1+1",
  "-",
  "@en",
  '"""',
  "\\",
  "\\n",
  "a | b",
  "<urn:x> .",
  "null",
  "0",
  "a\u2028b",
  "\ud83d\udc1f fish",
];
const text = fc
  .oneof(fc.constantFrom("", ...hardTexts), fc.string({ unit: "grapheme", maxLength: 20 }))
  .filter((draft) => DefinitionSchema.safeParse(draft).success)
  .map((draft) => DefinitionSchema.parse(draft));

/** The texts of a node in the canonical form; most nodes have none. */
const named = <K extends TreeNode["kind"]>(kind: K): fc.Arbitrary<{ name: string; kind: K } & NodeTexts> =>
  fc
    .record({
      name,
      aliases: fc.array(fc.oneof(name, fc.constantFrom("a | b", "| \\\\| x")), { maxLength: 2 }),
      definition: text,
      scopeNote: text,
    })
    .map(({ name: own, aliases, ...texts }) => ({
      name: own,
      kind,
      ...canonicalTexts({ aliases: aliases.filter((alias) => alias !== own), ...texts }),
    }));

const siblings = (node: fc.Arbitrary<TreeNode>) =>
  fc.uniqueArray(node, { maxLength: 4, selector: (sibling) => normaliseName(sibling.name) });

const { node } = fc.letrec<{ node: TreeNode }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4, depthIdentifier: "tree" },
    named("discipline"),
    fc.tuple(named("sub-field"), siblings(tie("node"))).map(([own, children]) => ({ ...own, children })),
  ),
}));

/** Trees that keep every rule, in the canonical form: all but disciplines have children, maybe none. */
export const treeArbitrary: fc.Arbitrary<TaxonomyTree> = siblings(
  fc.tuple(named("field"), siblings(node)).map(([own, children]) => ({ ...own, children })),
);
