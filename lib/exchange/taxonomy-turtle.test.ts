import { describe, expect, test } from "vitest";
import { describeProblems, type TaxonomyTree } from "#lib/glan/taxonomy-tree.ts";
import { formatTaxonomyTurtle, parseTaxonomyTurtle } from "./taxonomy-turtle.ts";

const PREFIXES = `@prefix skos: <http://www.w3.org/2004/02/skos/core#>.
@prefix glan: <urn:glan-studio:vocabulary#>.
`;
const SCHEME = `${PREFIXES}<urn:s> a skos:ConceptScheme.\n`;
const concept = (iri: string, kind: string, more = "") =>
  `<urn:${iri}> a skos:Concept; skos:prefLabel "${iri}"; skos:notation "${kind}"^^glan:kind${more && `; ${more}`}.\n`;
const problemsOf = (text: string): string => {
  const reading = parseTaxonomyTurtle(text);
  return reading.kind === "refused" ? describeProblems(reading.problems) : "none";
};

const arts: TaxonomyTree = [
  {
    name: "Arts/Letters",
    kind: "field",
    children: [{ name: "Dance", kind: "discipline", aliases: ["Ballet"], definition: 'Two\n"lines"' }],
  },
];

test("a taxonomy as SKOS is a scheme and a concept a node, named by its path", () => {
  expect(formatTaxonomyTurtle(arts)).toBe(`${PREFIXES}
<urn:glan-studio:taxonomy> a skos:ConceptScheme;
    skos:hasTopConcept <urn:glan-studio:node/Arts%2FLetters>.
<urn:glan-studio:node/Arts%2FLetters> a skos:Concept;
    skos:prefLabel "Arts/Letters";
    skos:notation "field"^^glan:kind;
    glan:position 0;
    skos:inScheme <urn:glan-studio:taxonomy>;
    skos:topConceptOf <urn:glan-studio:taxonomy>;
    skos:narrower <urn:glan-studio:node/Arts%2FLetters/Dance>.
<urn:glan-studio:node/Arts%2FLetters/Dance> a skos:Concept;
    skos:prefLabel "Dance";
    skos:altLabel "Ballet";
    skos:definition "Two\\n\\"lines\\"";
    skos:notation "discipline"^^glan:kind;
    glan:position 0;
    skos:inScheme <urn:glan-studio:taxonomy>;
    skos:broader <urn:glan-studio:node/Arts%2FLetters>.
`);
});

describe("Turtle that others wrote is read", () => {
  test("with any names, parents told from either side, and no positions: the order is the file's", () => {
    const text = `${SCHEME}${concept("A", "field", "skos:narrower <urn:Y>")}${concept("Y", "discipline")}${concept("X", "discipline", "skos:broader <urn:A>")}`;
    expect(parseTaxonomyTurtle(text)).toEqual({
      kind: "read",
      tree: [
        {
          name: "A",
          kind: "field",
          children: [
            { name: "Y", kind: "discipline" },
            { name: "X", kind: "discipline" },
          ],
        },
      ],
    });
  });

  test("in the order of positions, whatever the order of statements", () => {
    const text = `${SCHEME}${concept("B", "field", "glan:position 1")}${concept("A", "field", "glan:position 0")}`;
    expect(parseTaxonomyTurtle(text)).toMatchObject({ tree: [{ name: "A" }, { name: "B" }] });
  });

  test("in English where there are several languages; what was left out is told", () => {
    const labels = `skos:prefLabel "Kunst"@de, "Arts"@en; skos:altLabel "Künste"@de, "Fine arts"@en`;
    const text = `${SCHEME}<urn:A> a skos:Concept; ${labels}; skos:notation "field"^^glan:kind; <urn:colour> "red".`;
    expect(parseTaxonomyTurtle(text)).toEqual({
      kind: "read",
      tree: [{ name: "Arts", kind: "field", aliases: ["Fine arts"], children: [] }],
      notes: [
        "3 statements that a taxonomy has no place for were left out: http://www.w3.org/2004/02/skos/core#prefLabel, http://www.w3.org/2004/02/skos/core#altLabel, urn:colour.",
      ],
    });
  });
});

describe("Turtle is refused whole, with line or subject and reason, for", () => {
  const fieldA = concept("A", "field");
  test.each([
    ["bad syntax", `${SCHEME}<urn:A> a skos:Concept\n<urn:B> a`, "Line 5: not Turtle: expected punctuation"],
    ["an unknown prefix", "a:b a a:c.", 'Line 1: not Turtle: undefined prefix "a:"'],
    ["no scheme", `${PREFIXES}${fieldA}`, "The file: there is no skos:ConceptScheme"],
    ["two schemes", `${SCHEME}<urn:t> a skos:ConceptScheme.`, "<urn:t>: there is more than one"],
    [
      "a circle",
      `${SCHEME}${fieldA}${concept("B", "sub-field", "skos:broader <urn:C>")}${concept("C", "sub-field", "skos:broader <urn:B>")}`,
      "<urn:B>: it hangs below no field: the way up runs in a circle\n<urn:C>: ",
    ],
    [
      "itself as its parent",
      `${SCHEME}${concept("A", "field", "skos:broader <urn:A>")}`,
      "<urn:A>: it hangs",
    ],
    [
      "two parents",
      `${SCHEME}${fieldA}${concept("B", "field", "skos:narrower <urn:C>")}${concept("C", "discipline", "skos:broader <urn:A>")}`,
      "<urn:C>: it has two parents: <urn:B> and <urn:A>",
    ],
    [
      "a parent that is not there",
      `${SCHEME}${concept("B", "discipline", "skos:broader <urn:A>")}`,
      "<urn:B>: its skos:broader <urn:A> is no skos:Concept of this file",
    ],
    [
      "a parent that is text",
      `${SCHEME}${concept("B", "discipline", 'skos:broader "A"')}`,
      "<urn:B>: its skos:broader is text instead of a concept",
    ],
    [
      "a top concept below another",
      `${SCHEME}${fieldA}${concept("B", "discipline", "skos:broader <urn:A>; skos:topConceptOf <urn:s>")}`,
      "<urn:B>: it is a top concept and below <urn:A>",
    ],
    ["an unknown kind", `${SCHEME}${concept("A", "topic")}`, "<urn:A>: the kind must be one of: field"],
    [
      "no kind",
      `${SCHEME}<urn:A> a skos:Concept; skos:prefLabel "A"; skos:notation "field".`,
      "<urn:A>: it has no kind: a skos:notation of the datatype <urn:glan-studio:vocabulary#kind>",
    ],
    ["two kinds", `${SCHEME}${fieldA}${concept("A", "discipline")}`, "<urn:A>: it has more than one kind"],
    [
      "siblings of one name",
      `${SCHEME}${fieldA}<urn:a2> a skos:Concept; skos:prefLabel "a"; skos:notation "field"^^glan:kind.`,
      '<urn:a2>: its sibling "A" has the same name',
    ],
    [
      "a discipline with children",
      `${SCHEME}${fieldA}${concept("B", "discipline", "skos:broader <urn:A>")}${concept("C", "discipline", "skos:broader <urn:B>")}`,
      '<urn:C>: a discipline has nothing below it, and "B" is one',
    ],
    [
      "no prefLabel",
      `${SCHEME}<urn:A> a skos:Concept; skos:notation "field"^^glan:kind.`,
      "<urn:A>: it has no skos:prefLabel",
    ],
    [
      "two prefLabels of one language",
      `${SCHEME}${concept("A", "field", 'skos:prefLabel "Arts"@en, "Art"@en')}`,
      "<urn:A>: it has two skos:prefLabels of one language (en)",
    ],
    ["two plain prefLabels", `${SCHEME}${concept("A", "field", 'skos:prefLabel "B"')}`, "of one language"],
    [
      "languages of equal rank",
      `${SCHEME}<urn:A> a skos:Concept; skos:prefLabel "K"@de, "A"@fr; skos:notation "field"^^glan:kind.`,
      "<urn:A>: it has several skos:prefLabels and none is plain or English",
    ],
    [
      "a position that is no number",
      `${SCHEME}${concept("A", "field", 'glan:position "first"')}`,
      "<urn:A>: its <urn:glan-studio:vocabulary#position> is not one whole number",
    ],
    [
      "more levels than allowed",
      `${SCHEME}${concept("N0", "field")}${Array.from({ length: 5000 }, (_, i) => concept(`N${i + 1}`, "sub-field", `skos:broader <urn:N${i}>`)).join("")}`,
      "12 levels",
    ],
    ["more statements than allowed", `<urn:a> <urn:b> ${"1,".repeat(1_000_001)}1.`, "more than 1,000,000"],
  ])("%s", (_, text, problem) => {
    expect(problemsOf(text)).toContain(problem);
  });
});
