import fc from "fast-check";
import { expect, test } from "vitest";
import { starterTaxonomy } from "#lib/glan/starter-taxonomy.ts";
import type { TaxonomyTree } from "#lib/glan/taxonomy-tree.ts";
import { treeArbitrary } from "#lib/glan/testing/tree-arbitrary.ts";
import { type TaxonomyFormat, taxonomyFormats } from "./taxonomy-formats.ts";

const formats = Object.entries<TaxonomyFormat>(taxonomyFormats);

/** The tree that comes back from a file, in the same format. */
function reread({ parse, format }: TaxonomyFormat, tree: TaxonomyTree): TaxonomyTree {
  const reading = parse(format(tree));
  expect(reading).toEqual({ kind: "read", tree });
  return reading.kind === "read" ? reading.tree : [];
}

test.each(formats)("a tree as %s reads back the same, and writes the same bytes again", (_, format) => {
  fc.assert(
    fc.property(treeArbitrary, (tree) => {
      expect(format.format(reread(format, tree))).toBe(format.format(tree));
    }),
    { numRuns: 200 },
  );
});

test("a tree that goes through all formats one after the other comes back with the same bytes", () => {
  const { json, ttl, jsonld, csv } = taxonomyFormats;
  fc.assert(
    fc.property(treeArbitrary, (tree) => {
      const last = [json, ttl, jsonld, csv].reduce((at, format) => reread(format, at), tree);
      expect(json.format(last)).toBe(json.format(tree));
    }),
    { numRuns: 100 },
  );
});

test.each(formats)("the starter taxonomy as %s reads back the same", (_, format) => {
  expect(reread(format, starterTaxonomy)).toEqual(starterTaxonomy);
});

test.each(formats)("an empty taxonomy as %s is one", (_, format) => {
  expect(reread(format, [])).toEqual([]);
});

test.each(formats)("nothing, too much and brackets without end are no %s", (_, { parse }) => {
  const reasonOf = (text: string) => {
    const reading = parse(text);
    return reading.kind === "refused" ? reading.problems[0]?.reason : "none";
  };
  expect(reasonOf(" \n")).toBe("it is empty");
  expect(reasonOf("x".repeat(10 * 1024 * 1024 + 1))).toBe("it is larger than 10 MB");
  for (const nonsense of ["[", '[{"children":', "(", "<", "\\", '"']) {
    expect(parse(nonsense.repeat(500_000)).kind, nonsense).toBe("refused");
  }
});
