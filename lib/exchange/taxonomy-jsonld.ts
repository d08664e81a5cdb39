import { isDeepStrictEqual } from "node:util";
import type { TaxonomyProblem, TaxonomyReading, TaxonomyTree } from "#lib/glan/taxonomy-tree.ts";
import { readJsonText } from "./json-text.ts";
import { CONTEXT, shortenIri } from "./jsonld-context.ts";
import { readResource } from "./jsonld-resource.ts";
import { readSkos } from "./skos-reading.ts";
import { RDF_TYPE, type SkosTerm, XSD_INTEGER } from "./skos-words.ts";
import { type SkosResource, tellSkos } from "./skos-writing.ts";
import { refuse } from "./taxonomy-file.ts";

/** Words whose values are a list even when there is one: readers need no case for it. */
const LISTS: ReadonlySet<string> = new Set(["altLabel", "narrower", "hasTopConcept"]);

/**
 * Reads SKOS in JSON-LD of two forms: the one we write, with our own context, and the expanded and flattened one that every
 * JSON-LD tool can write, without any context. All others are refused.
 */
export function parseTaxonomyJsonLd(text: string): TaxonomyReading {
  const reading = readJsonText(text);
  if (reading.kind === "refused") return reading;
  const graph = findGraph(reading.value);
  if (typeof graph === "string") return refuse("The file", graph);
  const problems: TaxonomyProblem[] = [];
  const statements = graph.resources.flatMap((value, index) =>
    readResource(value, index, graph.isExpanded, problems),
  );
  return problems.length > 0 ? { kind: "refused", problems } : readSkos(statements);
}

/** Two spaces a level, a line break at the end; a resource a node, parents before children. */
export function formatTaxonomyJsonLd(tree: TaxonomyTree): string {
  const document = { "@context": CONTEXT, "@graph": tellSkos(tree).map(toNode) };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function toNode({ iri, properties }: SkosResource): Record<string, unknown> {
  const node: Record<string, unknown> = { "@id": iri };
  for (const [predicate, terms] of properties) {
    const word = predicate === RDF_TYPE ? "@type" : shortenIri(predicate);
    const values = terms.map((term) => (word === "@type" ? shortenIri(term.value) : toValue(term)));
    node[word] = LISTS.has(word) ? values : values[0];
  }
  return node;
}

function toValue(term: SkosTerm): string | number {
  return term.kind === "literal" && term.datatype === XSD_INTEGER ? Number(term.value) : term.value;
}

interface Graph {
  readonly resources: readonly unknown[];
  readonly isExpanded: boolean;
}

/** The resources of a file, or why it is of neither form. */
function findGraph(value: unknown): Graph | string {
  if (Array.isArray(value)) return { resources: value, isExpanded: true };
  if (typeof value !== "object" || value === null) return "JSON-LD is an object or a list";
  const { "@context": context, "@graph": graph, ...others } = value as Record<string, unknown>;
  const [other] = Object.keys(others);
  if (other !== undefined) return `beside @context and @graph there is "${other}"`;
  if (!Array.isArray(graph)) return "there is no @graph with a list of resources";
  if (context === undefined) return { resources: graph, isExpanded: true };
  if (isDeepStrictEqual(context, CONTEXT)) return { resources: graph, isExpanded: false };
  return "its @context is not the studio's own: have it expanded and flattened first, by any JSON-LD tool";
}
