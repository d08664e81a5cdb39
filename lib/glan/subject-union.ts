import { normaliseName, type Subject } from "./words.ts";

/** The subjects of one draw of the model, in the order it listed them. */
export interface SubjectListing {
  readonly draw: number;
  readonly subjects: readonly Subject[];
}

/** A subject of a discipline with the words of the lowest draw that names it. */
export interface UnitedSubject extends Subject {
  readonly normalisedName: string;
  /** How many different draws name it. */
  readonly namedBy: number;
  /** Mean place in the draws that name it; 0 is first. */
  readonly meanPosition: number;
}

/**
 * The union of a discipline's subject lists by normalised name, the most often named first, then those that
 * stand higher in the lists, then by name. The order of the lists does not matter.
 */
export function uniteSubjectLists(lists: readonly SubjectListing[]): UnitedSubject[] {
  const mentions = new Map<string, { first: Subject; positions: Map<number, number> }>();
  for (const { draw, subjects } of lists.toSorted((a, b) => a.draw - b.draw)) {
    for (const [position, subject] of subjects.entries()) {
      const key = normaliseName(subject.name);
      const mention = mentions.get(key) ?? {
        first: subject,
        positions: new Map<number, number>(),
      };
      mentions.set(key, mention);
      // Twice in one draw is once, at the higher place.
      mention.positions.set(draw, Math.min(position, mention.positions.get(draw) ?? position));
    }
  }
  return [...mentions]
    .map(([normalisedName, { first, positions }]) => ({
      ...first,
      normalisedName,
      namedBy: positions.size,
      meanPosition: [...positions.values()].reduce((sum, position) => sum + position, 0) / positions.size,
    }))
    .sort(
      (a, b) =>
        b.namedBy - a.namedBy ||
        a.meanPosition - b.meanPosition ||
        // By code unit: the order must be the same in every locale.
        (a.normalisedName < b.normalisedName ? -1 : 1),
    );
}

export interface SubjectChoice {
  /** Null means all. */
  readonly maxSubjects: number | null;
  /** Compared normalised; empty means every subject. */
  readonly subjectNames: readonly string[];
  /** Normalised names of the subjects that have a syllabus. */
  readonly writtenNames: ReadonlySet<string>;
}

/**
 * The subjects that a run works on: those named, and where they are limited those that have a syllabus first
 * (what is there costs nothing), then the most often named.
 */
export function chooseSubjects<United extends Subject>(
  united: readonly United[],
  { maxSubjects, subjectNames, writtenNames }: SubjectChoice,
): United[] {
  const wanted = new Set(subjectNames.map(normaliseName));
  const named = wanted.size === 0 ? united : united.filter(({ name }) => wanted.has(normaliseName(name)));
  if (maxSubjects === null) return [...named];
  const isWritten = (subject: Subject) => writtenNames.has(normaliseName(subject.name));
  return [...named.filter(isWritten), ...named.filter((subject) => !isWritten(subject))].slice(
    0,
    maxSubjects,
  );
}
