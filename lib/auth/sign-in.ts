import { createHash } from "node:crypto";
import type { Database } from "#lib/db/client.ts";
import { countAttempt, forgetAttempts, forgetOldAttempts } from "#lib/db/sign-in-attempts.ts";
import { StudioError } from "#lib/errors.ts";
import type { Auth } from "./auth.ts";
import { beginSession, type SessionCookie } from "./browser-session.ts";
import { ADDRESS_HEADER } from "./request-headers.ts";

const MINUTE_MS = 60_000;
const WINDOW_MS = 15 * MINUTE_MS;
/** Guesses at one account in a window, wherever they come from: about a thousand a day. */
export const ATTEMPTS_PER_ACCOUNT = 10;
/** Sign-ins from one address: a class that shares one gets in, a list of stolen passwords does not. */
export const ATTEMPTS_PER_ADDRESS = 100;

interface SignInWorld {
  readonly db: Database;
  readonly auth: Auth;
  readonly headers: Headers;
}

/**
 * Begins a session for the right password. Throws StudioError with one message for an unknown address and
 * for a wrong password, and another one once there were too many attempts, known address or not.
 */
export async function signIn(
  { db, auth, headers }: SignInWorld,
  credentials: { readonly email: string; readonly password: string },
): Promise<SessionCookie[]> {
  const email = credentials.email.trim().toLowerCase();
  const account = `account ${createHash("sha256").update(email).digest("hex")}`;
  await takeAttempt(db, `address ${headers.get(ADDRESS_HEADER) ?? "unknown"}`, ATTEMPTS_PER_ADDRESS);
  await takeAttempt(db, account, ATTEMPTS_PER_ACCOUNT);
  const cookies = await beginSession(auth, headers, { email, password: credentials.password });
  if (cookies === null) {
    throw new StudioError("The e-mail address or the password is not right.");
  }
  await forgetAttempts(db, account);
  await forgetOldAttempts(db, WINDOW_MS);
  return cookies;
}

async function takeAttempt(db: Database, key: string, max: number): Promise<void> {
  const waitMs = await countAttempt(db, key, { max, windowMs: WINDOW_MS });
  if (waitMs === null) return;
  const minutes = Math.ceil(waitMs / MINUTE_MS);
  throw new StudioError(
    `There were too many attempts to sign in. Try again in ${minutes === 1 ? "a minute" : `${minutes} minutes`}.`,
  );
}
