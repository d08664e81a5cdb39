// The words of SKOS that a taxonomy needs, and our own where SKOS has none: the kind of a node and its place among
// its siblings. Ours are URNs: no address of the web is needed to name them.

export const PREFIXES = {
  skos: "http://www.w3.org/2004/02/skos/core#",
  xsd: "http://www.w3.org/2001/XMLSchema#",
  glan: "urn:glan-studio:vocabulary#",
} as const;

const skos = <W extends string>(word: W) => `${PREFIXES.skos}${word}` as const;

export const RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
export const XSD_STRING = `${PREFIXES.xsd}string`;
export const XSD_INTEGER = `${PREFIXES.xsd}integer`;

export const CONCEPT_SCHEME = skos("ConceptScheme");
export const CONCEPT = skos("Concept");
export const PREF_LABEL = skos("prefLabel");
export const ALT_LABEL = skos("altLabel");
export const DEFINITION = skos("definition");
export const SCOPE_NOTE = skos("scopeNote");
export const NOTATION = skos("notation");
export const IN_SCHEME = skos("inScheme");
export const TOP_CONCEPT_OF = skos("topConceptOf");
export const HAS_TOP_CONCEPT = skos("hasTopConcept");
export const BROADER = skos("broader");
export const NARROWER = skos("narrower");

/** Datatype of the skos:notation that tells a node's kind. */
export const KIND = `${PREFIXES.glan}kind`;
/** Place among the siblings, from 0: statements have no order of their own. */
export const POSITION = `${PREFIXES.glan}position`;

export type SkosTerm =
  | { readonly kind: "iri"; readonly value: string }
  | {
      readonly kind: "literal";
      readonly value: string;
      /** Empty for plain text. */
      readonly language: string;
      readonly datatype: string;
    };

export interface SkosStatement {
  readonly subject: string;
  readonly predicate: string;
  readonly object: SkosTerm;
}
