import { isAPIError } from "better-auth/api";
import { parseSetCookieHeader } from "better-auth/cookies";
import type { Auth } from "./auth.ts";

/** A cookie to set in the browser; a null value takes it away. */
export interface SessionCookie {
  readonly name: string;
  readonly value: string | null;
  readonly isSecure: boolean;
}

/** Begins a session; null when no account has this address and password. */
export async function beginSession(
  auth: Auth,
  headers: Headers,
  credentials: { readonly email: string; readonly password: string },
): Promise<SessionCookie[] | null> {
  try {
    const { headers: answered } = await auth.api.signInEmail({
      body: credentials,
      headers,
      returnHeaders: true,
    });
    return readCookies(answered);
  } catch (error) {
    // Whatever better-auth finds wrong with what was typed is one answer: no account is given away.
    if (isAPIError(error) && error.statusCode < 500) return null;
    throw error;
  }
}

/** Ends the session of the request, in the database and in the browser. */
export async function endSession(auth: Auth, headers: Headers): Promise<SessionCookie[]> {
  const { headers: answered } = await auth.api.signOut({ headers, returnHeaders: true });
  return readCookies(answered);
}

function readCookies(headers: Headers): SessionCookie[] {
  return [...parseSetCookieHeader(headers.getSetCookie().join(", "))].map(([name, cookie]) => ({
    name,
    value: cookie.value === "" ? null : cookie.value,
    isSecure: cookie.secure === true,
  }));
}
