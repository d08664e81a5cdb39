import { type Column, DataTable } from "#components/ui/data-table.tsx";
import { CountLink } from "#components/ui/text-link.tsx";
import type { SubjectLine } from "#lib/glan/library.ts";
import { SUBJECT_COLUMNS } from "./subject-columns.tsx";

interface SubjectTableProps {
  readonly subjects: readonly SubjectLine[];
  readonly subjectLists: number;
}

/** The subjects of a discipline, the most often named first. */
export function SubjectTable({ subjects, subjectLists }: SubjectTableProps) {
  const columns: Column<SubjectLine>[] = [
    ...SUBJECT_COLUMNS,
    { header: "Subtopics", isNumber: true, isSecondary: true, cell: (subject) => subject.subtopics },
    {
      header: "Named by",
      isNumber: true,
      cell: (subject) => (
        <>
          {subject.namedBy}
          <span className="text-faint"> of {subjectLists}</span>
        </>
      ),
    },
    {
      header: "Syllabus",
      isSecondary: true,
      cell: (subject) =>
        subject.syllabusId === null ? <span className="text-faint">none</span> : <span>written</span>,
    },
    {
      header: "Pairs",
      isNumber: true,
      cell: (subject) => (
        <CountLink href={`/library/questions?syllabus=${subject.syllabusId}`} count={subject.pairs} />
      ),
    },
  ];
  return <DataTable caption="Subjects" columns={columns} rows={subjects} rowKey={(subject) => subject.id} />;
}
