import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { SubjectTable } from "#components/library/subject-table.tsx";
import { TotalsStrip } from "#components/library/totals-strip.tsx";
import { CommandLine } from "#components/ui/command-line.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Page } from "#components/ui/page.tsx";
import { Section } from "#components/ui/section.tsx";
import { readNodePath } from "#lib/db/release-tree.ts";
import { readSubjectsOfDiscipline } from "#lib/db/subject-pages.ts";
import { NO_TOTALS } from "#lib/glan/tree-totals.ts";
import { currentTree } from "../../../current-tree.ts";
import { enter } from "../../../enter.ts";
import { nodeCrumbs } from "../../../node-crumbs.ts";
import { readId } from "../../../read-id.ts";

interface DisciplinePageProps {
  readonly params: Promise<{ id: string }>;
}

export async function generateMetadata({ params }: DisciplinePageProps): Promise<Metadata> {
  const { db } = await enter("see the studio");
  const path = await readNodePath(db, readId((await params).id));
  return { title: path.at(-1)?.name ?? "Discipline" };
}

export default async function DisciplinePage({ params }: DisciplinePageProps) {
  const { db } = await enter("see the studio");
  const id = readId((await params).id);
  const [path, { subjects, subjectLists }, tree] = await Promise.all([
    readNodePath(db, id),
    readSubjectsOfDiscipline(db, id),
    currentTree(),
  ]);
  const node = path.at(-1);
  if (node?.kind !== "discipline") notFound();
  const totals = tree?.nodes.find((each) => each.id === id)?.totals ?? NO_TOTALS;
  return (
    <Page
      crumbs={[
        { name: "Library", href: "/library" },
        ...nodeCrumbs(path.slice(0, -1)),
        { name: node.name, href: null },
      ]}
      kicker="Discipline"
      title={node.name}
      aside={
        <Link href={`/taxonomy/${id}`} className="text-soft hover:text-text hover:underline">
          Show in the taxonomy
        </Link>
      }
    >
      {subjects.length === 0 ? (
        <EmptyState title="Nothing was generated for this discipline yet">
          <p className="mb-3">Generate it alone; the rest of the library stays as it is:</p>
          <CommandLine command={`npm run -s glan -- generate --node ${JSON.stringify(node.name)}`} />
        </EmptyState>
      ) : (
        <>
          <TotalsStrip totals={totals} questionsHref={`/library/questions?discipline=${id}`} />
          <Section title="Subjects" note={`united from ${subjectLists} subject lists`}>
            <SubjectTable subjects={subjects} subjectLists={subjectLists} />
          </Section>
        </>
      )}
    </Page>
  );
}
