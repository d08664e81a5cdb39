import { describe, expect, test } from "vitest";
import { describeProblems, type TaxonomyTree } from "#lib/glan/taxonomy-tree.ts";
import { formatTaxonomyJsonLd, parseTaxonomyJsonLd } from "./taxonomy-jsonld.ts";

const problemsOf = (value: unknown): string => {
  const reading = parseTaxonomyJsonLd(typeof value === "string" ? value : JSON.stringify(value));
  return reading.kind === "refused" ? describeProblems(reading.problems) : "none";
};

const arts: TaxonomyTree = [
  {
    name: "Arts",
    kind: "field",
    children: [{ name: "Dance", kind: "discipline", aliases: ["Ballet"], definition: "Moving" }],
  },
];
const written = JSON.parse(formatTaxonomyJsonLd(arts));
const context = written["@context"];

const SKOS = "http://www.w3.org/2004/02/skos/core#";
const expanded = [
  { "@id": "urn:s", "@type": [`${SKOS}ConceptScheme`] },
  {
    "@id": "urn:A",
    "@type": [`${SKOS}Concept`],
    [`${SKOS}prefLabel`]: [{ "@value": "Arts", "@language": "en" }],
    [`${SKOS}notation`]: [{ "@value": "field", "@type": "urn:glan-studio:vocabulary#kind" }],
    "urn:glan-studio:vocabulary#position": [{ "@value": 0 }],
    [`${SKOS}narrower`]: [{ "@id": "urn:D" }],
  },
  {
    "@id": "urn:D",
    "@type": [`${SKOS}Concept`],
    [`${SKOS}prefLabel`]: [{ "@value": "Dance" }],
    [`${SKOS}altLabel`]: [{ "@value": "Ballet" }],
    [`${SKOS}definition`]: [{ "@value": "Moving" }],
    [`${SKOS}notation`]: [{ "@value": "discipline", "@type": "urn:glan-studio:vocabulary#kind" }],
  },
];

describe("a taxonomy as JSON-LD", () => {
  test("is a fixed context and a resource a node", () => {
    expect(context).toMatchObject({ prefLabel: "skos:prefLabel", skos: SKOS });
    expect(written["@graph"][2]).toEqual({
      "@id": "urn:glan-studio:node/Arts/Dance",
      "@type": "Concept",
      prefLabel: "Dance",
      altLabel: ["Ballet"],
      definition: "Moving",
      kind: "discipline",
      position: 0,
      inScheme: "urn:glan-studio:taxonomy",
      broader: "urn:glan-studio:node/Arts",
    });
  });

  test("is read in the expanded form too, as a list or as a graph without context", () => {
    for (const value of [expanded, { "@graph": expanded }]) {
      expect(parseTaxonomyJsonLd(JSON.stringify(value))).toEqual({ kind: "read", tree: arts });
    }
  });
});

describe("JSON-LD is refused whole, with line or subject and reason, for", () => {
  const graph = (...resources: unknown[]) => ({
    "@context": context,
    "@graph": [{ "@id": "urn:s", "@type": "ConceptScheme" }, ...resources],
  });
  const field = { "@id": "urn:A", "@type": "Concept", prefLabel: "A", kind: "field" };
  test.each([
    ["bad syntax", '{\n "@context": }', "Line 2: not JSON"],
    [
      "another context",
      { "@context": "https://example.org/c", "@graph": [] },
      "The file: its @context is not",
    ],
    ["a context that differs", { ...written, "@context": { ...context, x: "y" } }, "its @context is not"],
    ["no graph", { "@context": context }, "The file: there is no @graph"],
    ["something beside the graph", { ...written, x: 1 }, 'The file: beside @context and @graph there is "x"'],
    ["a number", "7", "The file: JSON-LD is an object or a list"],
    ["no scheme", [], "The file: there is no skos:ConceptScheme"],
    ["a resource that is none", graph(7), "Resource 2: it is no object"],
    ["a resource without a name", graph({ prefLabel: "A" }), "Resource 2: it has no @id"],
    [
      "a word nobody knows",
      graph({ ...field, colour: "red" }),
      '<urn:A>: "colour" is no word of the context',
    ],
    [
      "a word of JavaScript",
      graph({ ...field, constructor: "x" }),
      '"constructor" is no word of the context',
    ],
    ["a short word without context", [{ "@id": "urn:A", prefLabel: "A" }], '"prefLabel" is no full IRI'],
    [
      "a nested resource",
      graph({ ...field, narrower: [field] }),
      '<urn:A>: "narrower" has a value that cannot',
    ],
    [
      "a list",
      [{ "@id": "urn:A", "urn:x": { "@list": [] } }],
      '<urn:A>: "urn:x" has a value that cannot be read',
    ],
    ["no name", graph({ ...field, prefLabel: [] }), "<urn:A>: it has no skos:prefLabel"],
    ["an unknown kind", graph({ ...field, kind: "topic" }), "<urn:A>: the kind must be one of"],
    ["an unknown type", graph({ ...field, "@type": "constructor" }), "none"],
    [
      "two parents",
      graph(
        field,
        { ...field, "@id": "urn:B", prefLabel: "B" },
        {
          ...field,
          "@id": "urn:C",
          broader: ["urn:A", "urn:B"],
        },
      ),
      "<urn:C>: it has two parents: <urn:A> and <urn:B>",
    ],
    ["a circle", graph({ ...field, broader: "urn:A" }), "<urn:A>: it hangs below no field"],
  ])("%s", (_, value, problem) => {
    expect(problemsOf(value)).toContain(problem);
  });
});
