import type { Subject, Syllabus } from "#lib/glan/words.ts";
import type { Database, DatabaseTransaction } from "./client.ts";

export interface NewSyllabus extends Syllabus {
  readonly subjectId: number;
  readonly nodeId: number;
  readonly runId: number;
  readonly writeCallId: bigint;
  readonly extractCallId: bigint;
  readonly singleDraws: bigint;
  readonly doubleDraws: bigint;
  readonly flags: readonly string[];
}

/**
 * Stores a syllabus with its class sessions and makes it the subject's current one; others of the subject
 * are superseded, not deleted. The same completion stored again is the same row.
 */
export async function saveSyllabus(tx: DatabaseTransaction, syllabus: NewSyllabus): Promise<number> {
  const { sessions, subjectId, extractCallId, flags, ...rest } = syllabus;
  const { id } = await tx.syllabus.upsert({
    where: { subjectId_extractCallId: { subjectId, extractCallId } },
    create: {
      ...rest,
      subjectId,
      extractCallId,
      flags: [...flags],
      sessionCount: sessions.length,
      conceptCount: sessions.reduce((sum, session) => sum + session.keyConcepts.length, 0),
    },
    update: { supersededAt: null },
    select: { id: true },
  });
  await tx.syllabus.updateMany({
    where: { subjectId, id: { not: id }, supersededAt: null },
    data: { supersededAt: new Date() },
  });
  await tx.classSession.createMany({
    data: sessions.map((session, position) => ({
      syllabusId: id,
      position,
      name: session.name,
      description: session.description,
      keyConcepts: [...session.keyConcepts],
    })),
    skipDuplicates: true,
  });
  return id;
}

export interface StoredSyllabus extends Syllabus {
  readonly id: number;
  readonly subject: Subject;
}

export async function readSyllabus(db: Database, syllabusId: number): Promise<StoredSyllabus> {
  const row = await db.prisma.syllabus.findUniqueOrThrow({
    where: { id: syllabusId },
    select: {
      id: true,
      introduction: true,
      subject: { select: { name: true, level: true, subtopics: true } },
      classSessions: {
        select: { name: true, description: true, keyConcepts: true },
        orderBy: { position: "asc" },
      },
    },
  });
  const { classSessions, ...rest } = row;
  return { ...rest, sessions: classSessions };
}
