import { betterAuth } from "better-auth";
import { prismaAdapter } from "better-auth/adapters/prisma";
import type { Database } from "#lib/db/client.ts";
import { PASSWORD_MAX, PASSWORD_MIN } from "./password.ts";

/** Sessions and sign-in over the tables user, session, account and verification. */
export function createAuth(db: Database, options: { secret: string; baseUrl: string }) {
  return betterAuth({
    secret: options.secret,
    baseURL: options.baseUrl,
    database: prismaAdapter(db.prisma, { provider: "postgresql" }),
    emailAndPassword: {
      enabled: true,
      // Accounts are made by an admin or on the command line.
      disableSignUp: true,
      minPasswordLength: PASSWORD_MIN,
      maxPasswordLength: PASSWORD_MAX,
    },
    user: {
      additionalFields: {
        role: { type: "string", input: false, defaultValue: "annotator" },
      },
    },
    // The studio talks to nobody but the model's provider.
    telemetry: { enabled: false },
    // A wrong password is an answer to its user, not a line for the log.
    logger: { level: "error" },
  });
}
