import type { TaxonomyProblem } from "#lib/glan/taxonomy-tree.ts";
import { CONTEXT, expandWord, typeOfWord } from "./jsonld-context.ts";
import { RDF_TYPE, type SkosStatement, type SkosTerm, XSD_INTEGER, XSD_STRING } from "./skos-words.ts";

/** The statements of one object of the graph. Adds what is wrong with it to `problems`. */
export function readResource(
  value: unknown,
  index: number,
  isExpanded: boolean,
  problems: TaxonomyProblem[],
): SkosStatement[] {
  const refuse = (place: string, reason: string) => {
    problems.push({ place, reason });
    return [];
  };
  const ordinal = `Resource ${index + 1}`;
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return refuse(ordinal, "it is no object");
  }
  const { "@id": subject, "@type": types = [], ...properties } = value as Record<string, unknown>;
  if (typeof subject !== "string" || subject === "") return refuse(ordinal, "it has no @id");
  const place = `<${subject}>`;

  const statements: SkosStatement[] = [];
  for (const type of asList(types)) {
    if (typeof type !== "string") return refuse(place, "its @type is no text");
    const name = isExpanded ? type : expandWord(type);
    statements.push({ subject, predicate: RDF_TYPE, object: { kind: "iri", value: name } });
  }
  for (const [word, values] of Object.entries(properties)) {
    const isKnown = isExpanded ? word.includes(":") : Object.hasOwn(CONTEXT, word);
    if (!isKnown) {
      return refuse(place, `"${word}" is no ${isExpanded ? "full IRI" : "word of the context"}`);
    }
    const predicate = isExpanded ? word : expandWord(word);
    for (const each of asList(values)) {
      const object = isExpanded ? readExpandedValue(each) : readValue(each, typeOfWord(word));
      if (object === null) return refuse(place, `"${word}" has a value that cannot be read`);
      statements.push({ subject, predicate, object });
    }
  }
  return statements;
}

/** One value stands for a list of one. */
function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}

/** A value that the context gives its type. */
function readValue(value: unknown, type: string | null): SkosTerm | null {
  if (type === "@id") return typeof value === "string" ? { kind: "iri", value } : null;
  if (type === XSD_INTEGER) return Number.isInteger(value) ? literal(String(value), type) : null;
  return typeof value === "string" ? literal(value, type ?? XSD_STRING) : null;
}

/** {"@id": ...} or {"@value": ..., "@type": ..., "@language": ...}; null for lists, sets and nested resources. */
function readExpandedValue(value: unknown): SkosTerm | null {
  if (typeof value !== "object" || value === null) return null;
  const {
    "@id": iri,
    "@value": text,
    "@type": type,
    "@language": language = "",
    ...others
  } = value as Record<string, unknown>;
  if (Object.keys(others).length > 0) return null;
  if (typeof iri === "string") return text === undefined ? { kind: "iri", value: iri } : null;
  if (typeof language !== "string" || (type !== undefined && typeof type !== "string")) return null;
  if (typeof text === "string") return { ...literal(text, type ?? XSD_STRING), language };
  if (typeof text === "number" || typeof text === "boolean")
    return literal(String(text), type ?? XSD_INTEGER);
  return null;
}

function literal(value: string, datatype: string): Extract<SkosTerm, { kind: "literal" }> {
  return { kind: "literal", value, language: "", datatype };
}
