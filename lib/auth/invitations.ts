import { createHash, randomBytes } from "node:crypto";
import type { Database } from "#lib/db/client.ts";
import {
  findInvitation as findByHash,
  type Invitation,
  insertInvitation,
  acceptInvitation as redeem,
  renewSetUpInvitation,
} from "#lib/db/invitations.ts";
import { hasAnyUser, type User } from "#lib/db/users.ts";
import { StudioError } from "#lib/errors.ts";
import type { Acceptance, NewInvitation } from "#lib/glan/people.ts";
import { prepareUser } from "./create-user.ts";

const TOKEN_BYTES = 32;
const DAY_MS = 86_400_000;
const SET_UP_DAYS = 7;

// The token is 256 random bits, so its plain hash cannot be reversed by guessing.
const hashToken = (token: string) => createHash("sha256").update(token).digest("hex");
const makeToken = () => randomBytes(TOKEN_BYTES).toString("base64url");
const inDays = (days: number) => new Date(Date.now() + days * DAY_MS);

/** Makes an invitation and returns its token, which is kept nowhere else. */
export async function invite(db: Database, invitation: NewInvitation, createdById: string): Promise<string> {
  const token = makeToken();
  const { role, email, days } = invitation;
  await insertInvitation(db, {
    tokenHash: hashToken(token),
    role,
    email,
    createdById,
    expiresAt: inDays(days),
  });
  return token;
}

/** A token for the first admin while nobody has an account, else null. Earlier ones no longer work. */
export async function renewSetUpToken(db: Database): Promise<string | null> {
  if (await hasAnyUser(db)) return null;
  const token = makeToken();
  await renewSetUpInvitation(db, { tokenHash: hashToken(token), expiresAt: inDays(SET_UP_DAYS) });
  return token;
}

/** What the token offers; null when it was used, revoked, has expired or never was. */
export async function findInvitation(db: Database, token: string): Promise<Invitation | null> {
  return findByHash(db, hashToken(token));
}

/** Makes the account. Throws UsageError for what was typed, StudioError for a link that is worth nothing. */
export async function acceptInvitation(db: Database, { token, ...person }: Acceptance): Promise<User> {
  // Hashing a password takes some 100 ms of a core: not for a link that is worth nothing.
  if ((await findInvitation(db, token)) === null) throw unusable();
  const accepted = await redeem(db, hashToken(token), await prepareUser(person));
  switch (accepted.kind) {
    case "accepted":
      return accepted.user;
    case "unusable":
      throw unusable();
    case "email-taken":
      throw new StudioError(
        "There is already an account with this e-mail address. Sign in with it, or name another address.",
      );
  }
}

function unusable(): StudioError {
  return new StudioError(
    "This link is no longer worth anything: it was used, revoked or has expired. Ask for another one.",
  );
}
