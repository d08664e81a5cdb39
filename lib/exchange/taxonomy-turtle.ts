import { DataFactory, Parser, type Quad_Object, type Quad_Predicate, type Quad_Subject, Writer } from "n3";
import type { TaxonomyReading, TaxonomyTree } from "#lib/glan/taxonomy-tree.ts";
import { readSkos } from "./skos-reading.ts";
import { PREFIXES, type SkosStatement, type SkosTerm } from "./skos-words.ts";
import { tellSkos } from "./skos-writing.ts";
import { refuse, refuseFile } from "./taxonomy-file.ts";

/** Twenty for each of the nodes allowed: 10 MB of the shortest statements would be five million and fill the memory. */
const TURTLE_STATEMENTS_MAX = 1_000_000;

const REASON_MAX = 120;

class TooManyStatements extends Error {}

/** Reads a taxonomy as SKOS in Turtle. Relative addresses stay as they are: a file has no address of its own. */
export function parseTaxonomyTurtle(text: string): TaxonomyReading {
  const refused = refuseFile(text);
  if (refused !== null) return refused;
  try {
    return readSkos(readStatements(text.replace(/^\ufeff/, "")));
  } catch (error) {
    if (error instanceof TooManyStatements) {
      return refuse("The file", `it has more than ${TURTLE_STATEMENTS_MAX.toLocaleString("en")} statements`);
    }
    const [, said, line] = (error instanceof Error && /^(.*) on line (\d+)\.$/s.exec(error.message)) || [];
    if (said === undefined) throw error;
    // The parser quotes what it stumbled over, at length.
    return refuse(
      `Line ${line}`,
      `not Turtle: ${said.slice(0, 1).toLowerCase()}${said.slice(1, REASON_MAX)}`,
    );
  }
}

/** The same order, prefixes and escapes each time, so that reading it back and writing it gives the same bytes. */
export function formatTaxonomyTurtle(tree: TaxonomyTree): string {
  const { namedNode } = DataFactory;
  const { skos, glan } = PREFIXES;
  const writer = new Writer({ prefixes: { skos, glan } });
  for (const { iri, properties } of tellSkos(tree)) {
    for (const [predicate, terms] of properties) {
      for (const term of terms) writer.addQuad(namedNode(iri), namedNode(predicate), toTerm(term));
    }
  }
  let text = "";
  writer.end((error: Error | null, result: string) => {
    if (error) throw error;
    text = result;
  });
  return text;
}

function toTerm(term: SkosTerm) {
  return term.kind === "iri"
    ? DataFactory.namedNode(term.value)
    : DataFactory.literal(term.value, DataFactory.namedNode(term.datatype));
}

function readStatements(text: string): SkosStatement[] {
  let made = 0;
  const count = () => {
    made += 1;
    if (made > TURTLE_STATEMENTS_MAX) throw new TooManyStatements();
  };
  const quad = (subject: Quad_Subject, predicate: Quad_Predicate, object: Quad_Object) => {
    count();
    return DataFactory.quad(subject, predicate, object);
  };
  // Nodes without a name count too: a file of brackets makes a million of them before its first statement ends.
  const blankNode = (name?: string) => {
    count();
    return DataFactory.blankNode(name);
  };
  const quads = new Parser({ format: "text/turtle", factory: { ...DataFactory, quad, blankNode } }).parse(
    text,
  );
  return quads.map(({ subject, predicate, object }) => ({
    subject: nameOf(subject),
    predicate: predicate.value,
    object:
      object.termType === "Literal"
        ? {
            kind: "literal",
            value: object.value,
            language: object.language,
            datatype: object.datatype.value,
          }
        : { kind: "iri", value: nameOf(object) },
  }));
}

function nameOf(term: { readonly termType: string; readonly value: string }): string {
  return term.termType === "BlankNode" ? `_:${term.value}` : term.value;
}
