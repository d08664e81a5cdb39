import type { OpenInvitation } from "#lib/glan/people.ts";
import type { Role } from "#lib/glan/roles.ts";
import type { Database } from "./client.ts";
import { hasAnyUser, insertUserIn, orTaken, type User, type UserWithHash } from "./users.ts";

/** What a link offers while it can still be used. */
export interface Invitation {
  readonly role: Role;
  readonly email: string | null;
  /** The first admin's; worth nothing once anybody has an account. */
  readonly isSetUp: boolean;
}

/** Any constant no other lock uses: two people with one set-up link become one admin. */
const SET_UP_LOCK = 7_405_004;

export async function insertInvitation(
  db: Database,
  invitation: {
    readonly tokenHash: string;
    readonly role: Role;
    readonly email: string | null;
    readonly createdById: string;
    readonly expiresAt: Date;
  },
): Promise<void> {
  await db.prisma.invitation.create({ data: invitation, select: { id: true } });
}

/** The one set-up link, made or given another token; what was printed before no longer works. */
export async function renewSetUpInvitation(
  db: Database,
  link: { readonly tokenHash: string; readonly expiresAt: Date },
): Promise<void> {
  await db.prisma.$transaction(async (transaction) => {
    await transaction.$queryRaw`SELECT 1 FROM pg_advisory_xact_lock(${SET_UP_LOCK})`;
    await transaction.invitation.deleteMany({ where: { createdById: null } });
    await transaction.invitation.create({ data: { ...link, role: "admin" }, select: { id: true } });
  });
}

export async function findInvitation(db: Database, tokenHash: string): Promise<Invitation | null> {
  const found = await db.prisma.invitation.findFirst({
    where: { tokenHash, usedAt: null, expiresAt: { gt: new Date() } },
    select: { role: true, email: true, createdById: true },
  });
  if (found === null) return null;
  const isSetUp = found.createdById === null;
  if (isSetUp && (await hasAnyUser(db))) return null;
  return { role: found.role, email: found.email, isSetUp };
}

export async function listOpenInvitations(db: Database): Promise<OpenInvitation[]> {
  const rows = await db.prisma.invitation.findMany({
    where: { usedAt: null, expiresAt: { gt: new Date() }, createdById: { not: null } },
    select: { id: true, role: true, email: true, expiresAt: true, createdBy: { select: { name: true } } },
    orderBy: { id: "asc" },
  });
  return rows.map(({ createdBy, expiresAt, ...row }) => ({
    ...row,
    expiresAt: expiresAt.toISOString(),
    invitedBy: createdBy?.name ?? "",
  }));
}

/** From now on its link is worth nothing; one that was used stays as it is. */
export async function revokeInvitation(db: Database, id: number): Promise<void> {
  const now = new Date();
  await db.prisma.invitation.updateMany({
    where: { id, usedAt: null, expiresAt: { gt: now } },
    data: { expiresAt: now },
  });
}

export type Acceptance =
  | { readonly kind: "accepted"; readonly user: User }
  | { readonly kind: "unusable" }
  | { readonly kind: "email-taken" };

/**
 * Uses the invitation up and makes its account, both or neither. Of several at once one is accepted: the
 * others wait for its row and then find it used.
 */
export async function acceptInvitation(
  db: Database,
  tokenHash: string,
  person: Omit<UserWithHash, "role">,
): Promise<Acceptance> {
  const accepting = db.prisma.$transaction(async (transaction): Promise<Acceptance> => {
    const now = new Date();
    const [used] = await transaction.invitation.updateManyAndReturn({
      where: {
        tokenHash,
        usedAt: null,
        expiresAt: { gt: now },
        OR: [{ email: null }, { email: person.email }],
      },
      data: { usedAt: now },
      select: { role: true, createdById: true },
    });
    if (used === undefined) return { kind: "unusable" };
    if (used.createdById === null) {
      await transaction.$queryRaw`SELECT 1 FROM pg_advisory_xact_lock(${SET_UP_LOCK})`;
      if (await hasAnyUser({ prisma: transaction })) return { kind: "unusable" };
    }
    return { kind: "accepted", user: await insertUserIn(transaction, { ...person, role: used.role }) };
  });
  return (await orTaken(accepting)) ?? { kind: "email-taken" };
}
