import { hashPassword } from "better-auth/crypto";
import { z } from "zod";
import type { Database } from "#lib/db/client.ts";
import { insertUser, type User, type UserWithHash } from "#lib/db/users.ts";
import { StudioError, UsageError } from "#lib/errors.ts";
import type { Role } from "#lib/glan/roles.ts";
import { checkPassword } from "./password.ts";

export interface NewUser {
  readonly email: string;
  readonly password: string;
  readonly role: Role;
}

/**
 * Makes an account that can sign in. Straight into the tables of better-auth and not through its sign-up,
 * which is closed: people are invited, they do not sign up.
 */
export async function createUser(db: Database, { role, ...user }: NewUser): Promise<User> {
  const prepared = await prepareUser(user);
  const created = await insertUser(db, { ...prepared, role });
  if (created === null) throw new StudioError(`There is already a user with the address ${prepared.email}.`);
  return created;
}

/** What the tables hold of a person, the password hashed as better-auth does. Throws UsageError. */
export async function prepareUser(user: {
  readonly email: string;
  readonly password: string;
  readonly name?: string;
}): Promise<Omit<UserWithHash, "role">> {
  // better-auth compares addresses in lower case.
  const email = user.email.trim().toLowerCase();
  if (!z.email().safeParse(email).success) {
    throw new UsageError(`"${user.email}" is not an e-mail address.`);
  }
  checkPassword(user.password);
  return {
    email,
    name: user.name ?? email.slice(0, email.indexOf("@")),
    passwordHash: await hashPassword(user.password),
  };
}
