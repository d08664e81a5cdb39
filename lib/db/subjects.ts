import type { UnitedSubject } from "#lib/glan/subject-union.ts";
import { normaliseName, type Subject } from "#lib/glan/words.ts";
import type { Database, DatabaseTransaction } from "./client.ts";

/** One parsed draw of the model. */
export interface DrawnSubjectList {
  readonly draw: number;
  readonly listCallId: bigint;
  readonly extractCallId: bigint;
  readonly subjects: readonly Subject[];
}

export interface StoredSubject extends Subject {
  readonly id: number;
}

/**
 * Stores the lists of a discipline and the union of their subjects. A subject that is there already keeps
 * its level and subtopics: what hangs below it was made from them. Returns the id of each subject by normalised name.
 */
export async function saveSubjectLists(
  tx: DatabaseTransaction,
  nodeId: number,
  lists: readonly DrawnSubjectList[],
  united: readonly UnitedSubject[],
): Promise<Map<string, number>> {
  await tx.subject.createMany({
    data: united.map((subject) => ({
      nodeId,
      name: subject.name,
      normalisedName: normaliseName(subject.name),
      level: subject.level,
      subtopics: [...subject.subtopics],
    })),
    skipDuplicates: true,
  });
  const stored = await tx.subject.findMany({ where: { nodeId }, select: { id: true, normalisedName: true } });
  const idOf = new Map(stored.map((row) => [row.normalisedName, row.id]));
  for (const list of lists) {
    const { id: subjectListId } = await tx.subjectList.upsert({
      where: { nodeId_extractCallId: { nodeId, extractCallId: list.extractCallId } },
      create: { nodeId, draw: list.draw, listCallId: list.listCallId, extractCallId: list.extractCallId },
      update: {},
      select: { id: true },
    });
    await tx.subjectMention.createMany({
      data: list.subjects.flatMap((subject, position) => {
        const subjectId = idOf.get(normaliseName(subject.name));
        return subjectId === undefined ? [] : [{ subjectListId, subjectId, position }];
      }),
      skipDuplicates: true,
    });
  }
  return idOf;
}

export async function readSubjects(db: Database, subjectIds: readonly number[]): Promise<StoredSubject[]> {
  return db.prisma.subject.findMany({
    where: { id: { in: [...subjectIds] } },
    select: { id: true, name: true, level: true, subtopics: true },
    orderBy: { id: "asc" },
  });
}

/** Normalised names of a discipline's subjects that have a syllabus. */
export async function readWrittenSubjectNames(db: Database, nodeId: number): Promise<ReadonlySet<string>> {
  const rows = await db.prisma.subject.findMany({
    where: { nodeId, syllabi: { some: { supersededAt: null } } },
    select: { normalisedName: true },
  });
  return new Set(rows.map((row) => row.normalisedName));
}
