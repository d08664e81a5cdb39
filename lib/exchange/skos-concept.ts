import type { SkosResources } from "./skos-resources.ts";
import * as words from "./skos-words.ts";

export type ConceptReading =
  | {
      readonly kind: "read";
      readonly told: Readonly<Record<string, unknown>>;
      /** Among its siblings; behind all others where the file does not tell. */
      readonly position: number;
    }
  | { readonly kind: "refused"; readonly reasons: readonly string[] };

/** What a concept says of itself. Of several languages it is plain text, else English, else the only one. */
export function readConcept(resources: SkosResources, subject: string): ConceptReading {
  const reasons: string[] = [];
  const language = chooseLanguage(resources.literals(subject, words.PREF_LABEL));
  if (language === null) reasons.push("it has several skos:prefLabels and none is plain or English");

  const textsOf = (predicate: string) => {
    const all = resources.literals(subject, predicate);
    const fitting = all.filter((term) => [language, ""].includes(term.language));
    resources.use(fitting);
    return { all, values: fitting.map(({ value }) => value) };
  };
  const oneText = (predicate: string, word: string) => {
    const { all, values } = textsOf(predicate);
    const languages = all.map((term) => term.language.toLowerCase());
    const twice = languages.find((tag, i) => languages.indexOf(tag) !== i);
    if (twice !== undefined) reasons.push(`it has two ${word}s of one language${twice && ` (${twice})`}`);
    return values[0];
  };

  const name = oneText(words.PREF_LABEL, "skos:prefLabel");
  if (name === undefined && language === "") reasons.push("it has no skos:prefLabel");
  const definition = oneText(words.DEFINITION, "skos:definition");
  const scopeNote = oneText(words.SCOPE_NOTE, "skos:scopeNote");

  const kinds = resources.literals(subject, words.NOTATION).filter(({ datatype }) => datatype === words.KIND);
  resources.use(kinds);
  if (kinds.length === 0) reasons.push(`it has no kind: a skos:notation of the datatype <${words.KIND}>`);
  if (kinds.length > 1) reasons.push("it has more than one kind");

  const positions = resources.literals(subject, words.POSITION);
  resources.use(positions);
  const position = Number(positions[0]?.value ?? Number.MAX_SAFE_INTEGER);
  if (positions.length > 1 || !Number.isSafeInteger(position)) {
    reasons.push(`its <${words.POSITION}> is not one whole number`);
  }
  if (reasons.length > 0) return { kind: "refused", reasons };
  const told = {
    name,
    kind: kinds[0]?.value,
    aliases: textsOf(words.ALT_LABEL).values,
    definition,
    scopeNote,
  };
  return { kind: "read", told, position };
}

/** Null where several languages are there and none goes before the others. */
function chooseLanguage(labels: readonly { readonly language: string }[]): string | null {
  const languages = [...new Set(labels.map(({ language }) => language))];
  if (languages.length <= 1 || languages.includes(""))
    return languages.length === 1 ? (languages[0] ?? "") : "";
  return languages.find((language) => /^en(-|$)/i.test(language)) ?? null;
}
