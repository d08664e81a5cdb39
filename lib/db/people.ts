import type { Person } from "#lib/glan/people.ts";
import type { Role } from "#lib/glan/roles.ts";
import type { Database } from "./client.ts";

/** Everybody with an account, in the order they came. */
export async function listPeople(db: Database): Promise<Person[]> {
  const users = await db.prisma.user.findMany({
    select: {
      id: true,
      name: true,
      email: true,
      role: true,
      createdAt: true,
      sessions: { where: { expiresAt: { gt: new Date() } }, select: { id: true } },
    },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  return users.map(({ createdAt, sessions, ...user }) => ({
    ...user,
    joinedAt: createdAt.toISOString(),
    sessions: sessions.length,
  }));
}

export type RoleChange = "changed" | "unknown" | "last-admin";

/** Gives the person another role; the last admin keeps theirs, also against two changes at once. */
export async function changeRole(db: Database, userId: string, role: Role): Promise<RoleChange> {
  return db.prisma.$transaction(async (transaction) => {
    // Whoever changes roles waits here for whoever does already.
    const admins = await transaction.$queryRaw<{ id: string }[]>`
      SELECT id FROM "user" WHERE role = 'admin' ORDER BY id FOR UPDATE`;
    if (role !== "admin" && admins.length === 1 && admins[0]?.id === userId) return "last-admin";
    const { count } = await transaction.user.updateMany({ where: { id: userId }, data: { role } });
    return count === 0 ? "unknown" : "changed";
  });
}

/** Signs the person out everywhere; says how many sessions that ended. */
export async function endSessions(db: Database, userId: string): Promise<number> {
  return (await db.prisma.session.deleteMany({ where: { userId } })).count;
}
