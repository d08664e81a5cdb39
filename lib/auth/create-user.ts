import { hashPassword } from "better-auth/crypto";
import { z } from "zod";
import type { Database } from "#lib/db/client.ts";
import { insertUser, type Role, type User } from "#lib/db/users.ts";
import { StudioError, UsageError } from "#lib/errors.ts";
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
export async function createUser(db: Database, user: NewUser): Promise<User> {
  // better-auth compares addresses in lower case.
  const email = user.email.trim().toLowerCase();
  if (!z.email().safeParse(email).success) {
    throw new UsageError(`"${user.email}" is not an e-mail address.`);
  }
  checkPassword(user.password);
  const created = await insertUser(db, {
    email,
    name: email.slice(0, email.indexOf("@")),
    role: user.role,
    passwordHash: await hashPassword(user.password),
  });
  if (created === null) throw new StudioError(`There is already a user with the address ${email}.`);
  return created;
}
