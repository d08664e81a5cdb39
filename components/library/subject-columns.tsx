import type { Column } from "#components/ui/data-table.tsx";
import { RowLink } from "#components/ui/text-link.tsx";

interface NamedSubject {
  readonly name: string;
  readonly level: string;
  readonly syllabusId: number | null;
}

/** What every list of subjects begins with: the name, which leads to the syllabus where there is one, and the level. */
export const SUBJECT_COLUMNS: readonly Column<NamedSubject>[] = [
  {
    header: "Subject",
    isWide: true,
    cell: (subject) =>
      subject.syllabusId === null ? (
        <span className="text-soft">{subject.name}</span>
      ) : (
        <RowLink href={`/library/syllabi/${subject.syllabusId}`}>{subject.name}</RowLink>
      ),
  },
  {
    header: "Level",
    isSecondary: true,
    cell: (subject) => <span className="block max-w-52 truncate text-soft">{subject.level}</span>,
  },
];
