import type { TaxonomyProblem } from "#lib/glan/taxonomy-tree.ts";
import type { SkosResources } from "./skos-resources.ts";
import * as words from "./skos-words.ts";

/** The broader concept of each, told by skos:broader or from above by skos:narrower. Adds what is wrong to `problems`. */
export function readParents(
  resources: SkosResources,
  concepts: readonly string[],
  problems: TaxonomyProblem[],
): Map<string, string> {
  const known = new Set(concepts);
  const parents = new Map<string, string>();
  const refuse = (subject: string, reason: string) => problems.push({ place: `<${subject}>`, reason });
  const hang = (child: string, parent: string) => {
    const other = parents.get(child);
    if (other === undefined) parents.set(child, parent);
    else if (other !== parent) refuse(child, `it has two parents: <${other}> and <${parent}>`);
  };
  for (const subject of concepts) {
    for (const [predicate, word] of [
      [words.BROADER, "skos:broader"],
      [words.NARROWER, "skos:narrower"],
    ] as const) {
      for (const other of resources.iris(subject, predicate)) {
        if (other === null) refuse(subject, `its ${word} is text instead of a concept`);
        else if (!known.has(other)) refuse(subject, `its ${word} <${other}> is no skos:Concept of this file`);
        else if (predicate === words.BROADER) hang(subject, other);
        else hang(other, subject);
      }
    }
  }
  for (const subject of [...concepts, ...resources.ofType(words.CONCEPT_SCHEME)]) {
    const isTop = resources.iris(subject, words.TOP_CONCEPT_OF).length > 0;
    const tops = [...(isTop ? [subject] : []), ...resources.iris(subject, words.HAS_TOP_CONCEPT)];
    for (const top of tops) {
      const parent = top === null ? undefined : parents.get(top);
      if (top !== null && parent !== undefined) refuse(top, `it is a top concept and below <${parent}>`);
      else if (top === null || !known.has(top)) {
        refuse(subject, `its skos:hasTopConcept <${top ?? ""}> is no skos:Concept of this file`);
      }
    }
  }
  return parents;
}
