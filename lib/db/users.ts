import { randomUUID } from "node:crypto";
import type { Role } from "#lib/glan/roles.ts";
import type { Database, DatabaseTransaction } from "./client.ts";
import { Prisma } from "./generated/client.ts";

export interface User {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
}

export interface UserWithHash extends Omit<User, "id"> {
  readonly passwordHash: string;
}

/** Where better-auth keeps the hash of a password. */
const PASSWORD_PROVIDER = "credential";
const UNIQUE_VIOLATION = "P2002";

/** Inserts the user with a password account; null when the address is taken. */
export async function insertUser(db: Database, user: UserWithHash): Promise<User | null> {
  return orTaken(insertUserIn(db.prisma, user));
}

/** As insertUser, in the caller's transaction, which orTaken has to surround: a taken address ends it. */
export async function insertUserIn(transaction: DatabaseTransaction, user: UserWithHash): Promise<User> {
  const id = randomUUID();
  const { passwordHash, ...columns } = user;
  await transaction.user.create({
    data: {
      id,
      ...columns,
      accounts: {
        create: {
          id: randomUUID(),
          accountId: id,
          providerId: PASSWORD_PROVIDER,
          password: passwordHash,
        },
      },
    },
  });
  return { id, ...columns };
}

/** Null where what was awaited failed because an address is taken. */
export async function orTaken<Made>(making: Promise<Made>): Promise<Made | null> {
  try {
    return await making;
  } catch (error) {
    if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === UNIQUE_VIOLATION) return null;
    throw error;
  }
}

export async function hasAnyUser(
  db: Pick<Database, "prisma"> | { prisma: DatabaseTransaction },
): Promise<boolean> {
  return (await db.prisma.user.findFirst({ select: { id: true } })) !== null;
}
