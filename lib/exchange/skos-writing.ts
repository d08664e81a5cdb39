import { canonicalTree, type TaxonomyTree, type TreeNode } from "#lib/glan/taxonomy-tree.ts";
import * as words from "./skos-words.ts";

const SCHEME = "urn:glan-studio:taxonomy";
const NODE = "urn:glan-studio:node/";

export interface SkosResource {
  readonly iri: string;
  /** In the order they are written in; none is without a term. */
  readonly properties: readonly (readonly [predicate: string, terms: readonly words.SkosTerm[]])[];
}

/** The scheme, then a concept a node, parents before children. The same tree always gives the same. */
export function tellSkos(tree: TaxonomyTree): SkosResource[] {
  const canonical = canonicalTree(tree);
  const resources = [
    resource(SCHEME, [
      [words.RDF_TYPE, [iri(words.CONCEPT_SCHEME)]],
      [words.HAS_TOP_CONCEPT, canonical.map(({ name }) => iri(nodeIri([name])))],
    ]),
  ];
  const visit = (siblings: TaxonomyTree, above: readonly string[]) => {
    for (const [position, node] of siblings.entries()) {
      resources.push(tellConcept(node, above, position));
      visit(node.children ?? [], [...above, node.name]);
    }
  };
  visit(canonical, []);
  return resources;
}

function tellConcept(node: TreeNode, above: readonly string[], position: number): SkosResource {
  const { name, kind, aliases = [], definition = "", scopeNote = "", children = [] } = node;
  const path = [...above, name];
  return resource(nodeIri(path), [
    [words.RDF_TYPE, [iri(words.CONCEPT)]],
    [words.PREF_LABEL, texts(name)],
    [words.ALT_LABEL, texts(...aliases)],
    [words.DEFINITION, texts(definition)],
    [words.SCOPE_NOTE, texts(scopeNote)],
    [words.NOTATION, [literal(kind, words.KIND)]],
    [words.POSITION, [literal(String(position), words.XSD_INTEGER)]],
    [words.IN_SCHEME, [iri(SCHEME)]],
    [words.TOP_CONCEPT_OF, above.length === 0 ? [iri(SCHEME)] : []],
    [words.BROADER, above.length === 0 ? [] : [iri(nodeIri(above))]],
    [words.NARROWER, children.map((child) => iri(nodeIri([...path, child.name])))],
  ]);
}

function resource(name: string, properties: SkosResource["properties"]): SkosResource {
  return { iri: name, properties: properties.filter(([, terms]) => terms.length > 0) };
}

function nodeIri(path: readonly string[]): string {
  return `${NODE}${path.map(encodeURIComponent).join("/")}`;
}

const iri = (value: string): words.SkosTerm => ({ kind: "iri", value });
const literal = (value: string, datatype: string): words.SkosTerm => ({
  kind: "literal",
  value,
  language: "",
  datatype,
});
const texts = (...values: readonly string[]): words.SkosTerm[] =>
  values.filter((value) => value !== "").map((value) => literal(value, words.XSD_STRING));
