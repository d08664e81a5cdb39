import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { Database } from "./client.ts";
import { Prisma } from "./generated/client.ts";

export const ROLES = ["annotator", "researcher", "admin"] as const;
export const RoleSchema = z.enum(ROLES);
export type Role = z.infer<typeof RoleSchema>;

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
  const id = randomUUID();
  const { passwordHash, ...columns } = user;
  try {
    await db.prisma.user.create({
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
  } catch (error) {
    if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === UNIQUE_VIOLATION) return null;
    throw error;
  }
  return { id, ...columns };
}

export async function hasAnyUser(db: Database): Promise<boolean> {
  return (await db.prisma.user.findFirst({ select: { id: true } })) !== null;
}
