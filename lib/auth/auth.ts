import { betterAuth } from "better-auth";
import { prismaAdapter } from "better-auth/adapters/prisma";
import type { Database } from "#lib/db/client.ts";
import { PASSWORD_MAX, PASSWORD_MIN } from "./password.ts";
import { ADDRESS_HEADER } from "./request-headers.ts";

const DAY_SECONDS = 86_400;
export const SESSION_DAYS = 14;

export interface AuthOptions {
  readonly secret: string;
  readonly baseUrl: string;
  /** The cookie of a session that was begun over https is never sent over http. */
  readonly isSecure?: boolean;
}

/** Sessions and passwords over the tables user, session, account and verification; no route of its own. */
export function createAuth(db: Database, options: AuthOptions) {
  return betterAuth({
    secret: options.secret,
    baseURL: options.baseUrl,
    database: prismaAdapter(db.prisma, { provider: "postgresql" }),
    emailAndPassword: {
      enabled: true,
      // Accounts are made by an invitation or on the command line.
      disableSignUp: true,
      minPasswordLength: PASSWORD_MIN,
      maxPasswordLength: PASSWORD_MAX,
    },
    session: {
      expiresIn: SESSION_DAYS * DAY_SECONDS,
      updateAge: DAY_SECONDS,
    },
    user: {
      additionalFields: {
        role: { type: "string", input: false, defaultValue: "annotator" },
      },
    },
    advanced: {
      cookiePrefix: "glan",
      useSecureCookies: options.isSecure ?? false,
      defaultCookieAttributes: { httpOnly: true, sameSite: "lax", path: "/" },
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
    },
    // The studio talks to nobody but the model's provider.
    telemetry: { enabled: false },
    // A wrong password is an answer to its user, not a line for the log.
    logger: { level: "error" },
  });
}

export type Auth = ReturnType<typeof createAuth>;
