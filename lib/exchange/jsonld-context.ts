import * as words from "./skos-words.ts";

interface Term {
  readonly "@id": string;
  readonly "@type"?: string;
}

const concept = (word: string): Term => ({ "@id": `skos:${word}`, "@type": "@id" });

/** The only context we write and read: another one would have to be fetched and worked out. */
export const CONTEXT: Readonly<Record<string, string | Term>> = {
  skos: words.PREFIXES.skos,
  xsd: words.PREFIXES.xsd,
  glan: words.PREFIXES.glan,
  ConceptScheme: "skos:ConceptScheme",
  Concept: "skos:Concept",
  prefLabel: "skos:prefLabel",
  altLabel: "skos:altLabel",
  definition: "skos:definition",
  scopeNote: "skos:scopeNote",
  kind: { "@id": "skos:notation", "@type": "glan:kind" },
  position: { "@id": "glan:position", "@type": "xsd:integer" },
  inScheme: concept("inScheme"),
  topConceptOf: concept("topConceptOf"),
  hasTopConcept: concept("hasTopConcept"),
  broader: concept("broader"),
  narrower: concept("narrower"),
};

const TERMS = new Map(Object.entries(CONTEXT));

/** A word of the context, or with one of its prefixes, as a full IRI. */
export function expandWord(word: string): string {
  const term = TERMS.get(word) ?? word;
  const name = typeof term === "string" ? term : term["@id"];
  const colon = name.indexOf(":");
  const prefix = TERMS.get(name.slice(0, Math.max(0, colon)));
  return typeof prefix === "string" ? `${prefix}${name.slice(colon + 1)}` : name;
}

/** The datatype that the context gives the values of a word; "@id" where they are IRIs; null for plain text. */
export function typeOfWord(word: string): string | null {
  const term = TERMS.get(word);
  const type = typeof term === "object" ? term["@type"] : undefined;
  return type === undefined ? null : expandWord(type);
}

const WORDS = new Map(Object.keys(CONTEXT).map((word) => [expandWord(word), word]));

/** The shortest name of an IRI within the context. */
export function shortenIri(iri: string): string {
  return WORDS.get(iri) ?? iri;
}
