import type { TaxonomyProblem, TaxonomyReading } from "#lib/glan/taxonomy-tree.ts";
import { hangNodes } from "./hang-nodes.ts";
import { readConcept } from "./skos-concept.ts";
import { readParents } from "./skos-parents.ts";
import { SkosResources } from "./skos-resources.ts";
import * as words from "./skos-words.ts";
import { refuse } from "./taxonomy-file.ts";

const LEFT_OUT_SHOWN_MAX = 5;

/**
 * The taxonomy that statements of SKOS tell: one concept scheme, its concepts with one label, one kind and at most
 * one broader concept each. Statements that a taxonomy has no place for are left out with a note.
 */
export function readSkos(statements: Iterable<words.SkosStatement>): TaxonomyReading {
  const resources = new SkosResources(statements);
  const schemes = resources.ofType(words.CONCEPT_SCHEME);
  if (schemes.length !== 1) {
    const found = schemes.length === 0 ? "no skos:ConceptScheme" : "more than one skos:ConceptScheme";
    return refuse(schemes[1] === undefined ? "The file" : `<${schemes[1]}>`, `there is ${found}`);
  }
  const concepts = resources.ofType(words.CONCEPT);
  const problems: TaxonomyProblem[] = [];
  const parents = readParents(resources, concepts, problems);
  const read = concepts.flatMap((subject) => {
    const concept = readConcept(resources, subject);
    if (concept.kind === "refused") {
      problems.push(...concept.reasons.map((reason) => ({ place: `<${subject}>`, reason })));
      return [];
    }
    const { told, position } = concept;
    return [{ key: subject, parentKey: parents.get(subject) ?? null, told, place: `<${subject}>`, position }];
  });
  if (problems.length > 0) return { kind: "refused", problems };
  // Concepts without a position come behind, in the order of the file.
  const reading = hangNodes(read.toSorted((a, b) => a.position - b.position));
  const note = describeLeftOut(resources.leftOut());
  return reading.kind === "refused" || note === null ? reading : { ...reading, notes: [note] };
}

function describeLeftOut(predicates: ReadonlyMap<string, number>): string | null {
  if (predicates.size === 0) return null;
  const count = [...predicates.values()].reduce((sum, each) => sum + each, 0);
  const shown = [...predicates.keys()].slice(0, LEFT_OUT_SHOWN_MAX).join(", ");
  const more = predicates.size > LEFT_OUT_SHOWN_MAX ? " and others" : "";
  return `${count} statements that a taxonomy has no place for were left out: ${shown}${more}.`;
}
