import fc from "fast-check";
import { expect, test } from "vitest";
import { starterTaxonomy } from "#lib/glan/starter-taxonomy.ts";
import { describeProblems } from "#lib/glan/taxonomy-tree.ts";
import { treeArbitrary } from "#lib/glan/testing/tree-arbitrary.ts";
import { formatTaxonomyJson, parseTaxonomyJson } from "./taxonomy-json.ts";

const problemsOf = (text: string): string => {
  const reading = parseTaxonomyJson(text);
  return reading.kind === "refused" ? describeProblems(reading.problems) : "none";
};

test("what is written reads back the same, and writes the same bytes again", () => {
  fc.assert(
    fc.property(treeArbitrary, (tree) => {
      const text = formatTaxonomyJson(tree);
      const reading = parseTaxonomyJson(text);
      expect(reading).toEqual({ kind: "read", tree });
      expect(reading.kind === "read" && formatTaxonomyJson(reading.tree)).toBe(text);
    }),
  );
});

test("the starter taxonomy is written with two spaces a level and a line break at the end", () => {
  const text = formatTaxonomyJson(starterTaxonomy);
  expect(
    text.startsWith('[\n  {\n    "name": "Academic-Humanities",\n    "kind": "field",\n    "children": [\n'),
  ).toBe(true);
  expect(text.endsWith("\n]\n")).toBe(true);
  expect(parseTaxonomyJson(text)).toEqual({ kind: "read", tree: starterTaxonomy });
});

test("a byte order mark and CRLF are accepted", () => {
  const text = `\ufeff${formatTaxonomyJson(starterTaxonomy).replaceAll("\n", "\r\n")}`;
  expect(parseTaxonomyJson(text)).toEqual({ kind: "read", tree: starterTaxonomy });
});

test("an empty list is a taxonomy, an empty file is none", () => {
  expect(parseTaxonomyJson("[]")).toEqual({ kind: "read", tree: [] });
  expect(problemsOf(" \n")).toBe("The file: it is empty");
});

test("bad JSON is refused with the line", () => {
  expect(problemsOf('[\n  {"name": "Arts",\n   "kind" "field"}\n]')).toMatch(
    /^Line 3: not JSON: expected ':'/,
  );
  expect(problemsOf('[\r\n  {"name": "Arts",\r\n   "kind" "field"}\r\n]')).toMatch(/^Line 3: not JSON/);
  expect(problemsOf('[\n  {"name": "Arts",\n   "kind": "field"}\n\n')).toMatch(/^Line [345]: not JSON/);
  expect(problemsOf("name,kind")).toMatch(/^Line 1: not JSON: unexpected token/);
});

test("a tree that breaks a rule is refused whole, with the place", () => {
  const text = JSON.stringify([
    { name: "Arts", kind: "field", children: [{ name: "Dance", kind: "discipline" }] },
    { name: "Law", kind: "discipline" },
  ]);
  expect(problemsOf(text)).toBe("Law ([1].kind): a discipline cannot be at the top: fields are");
});

test("a file above 10 MB is refused unread", () => {
  expect(problemsOf(`[]${" ".repeat(10 * 1024 * 1024)}`)).toBe("The file: it is larger than 10 MB");
  expect(problemsOf(`["${"物".repeat(4 * 1024 * 1024)}"]`)).toBe("The file: it is larger than 10 MB");
});
