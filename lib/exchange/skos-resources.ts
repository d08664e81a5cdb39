import * as words from "./skos-words.ts";

type Literal = Extract<words.SkosTerm, { kind: "literal" }>;

/** Words that say again what others said, or what every taxonomy says. */
const SAID_OTHERWISE: ReadonlySet<string> = new Set([words.RDF_TYPE, words.IN_SCHEME]);

/** The statements of a file by what they are about. Remembers which were asked for, to tell the others. */
export class SkosResources {
  readonly #terms = new Map<string, Map<string, Map<string, words.SkosTerm>>>();
  readonly #used = new Set<words.SkosTerm>();

  constructor(statements: Iterable<words.SkosStatement>) {
    for (const { subject, predicate, object } of statements) {
      const properties = getOrAdd(this.#terms, subject, () => new Map());
      const terms = getOrAdd(properties, predicate, () => new Map());
      // A statement said twice is one.
      terms.set(JSON.stringify(object), object);
    }
  }

  /** In the order of the file. */
  ofType(type: string): string[] {
    return [...this.#terms.keys()].filter((subject) =>
      this.#all(subject, words.RDF_TYPE).some(({ kind, value }) => kind === "iri" && value === type),
    );
  }

  /** Terms of another form than IRIs are null. */
  iris(subject: string, predicate: string): (string | null)[] {
    const terms = this.#all(subject, predicate);
    this.use(terms);
    return terms.map(({ kind, value }) => (kind === "iri" ? value : null));
  }

  /** Only those that are text; the caller says which of them it used. */
  literals(subject: string, predicate: string): Literal[] {
    return this.#all(subject, predicate).filter((term) => term.kind === "literal");
  }

  use(terms: readonly words.SkosTerm[]): void {
    for (const term of terms) this.#used.add(term);
  }

  /** Predicates with the number of their statements that nobody used. */
  leftOut(): Map<string, number> {
    const counts = new Map<string, number>();
    for (const properties of this.#terms.values()) {
      for (const [predicate, terms] of properties) {
        if (SAID_OTHERWISE.has(predicate)) continue;
        const unused = [...terms.values()].filter((term) => !this.#used.has(term)).length;
        if (unused > 0) counts.set(predicate, (counts.get(predicate) ?? 0) + unused);
      }
    }
    return counts;
  }

  #all(subject: string, predicate: string): words.SkosTerm[] {
    return [...(this.#terms.get(subject)?.get(predicate)?.values() ?? [])];
  }
}

function getOrAdd<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
