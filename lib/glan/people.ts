import { z } from "zod";
import { type Role, RoleSchema } from "./roles.ts";

// Person: somebody with an account. Invitation: a link that makes one account, once.

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly joinedAt: string;
  /** Browsers that are signed in. */
  readonly sessions: number;
}

export interface OpenInvitation {
  readonly id: number;
  readonly role: Role;
  /** Null: whoever has the link names their own address. */
  readonly email: string | null;
  readonly invitedBy: string;
  readonly expiresAt: string;
}

export const INVITATION_DAYS = [1, 7, 30] as const;
export const INVITATION_DAYS_USUAL = 7;

export const NewInvitationSchema = z.object({
  role: RoleSchema,
  email: z.preprocess((value) => (value === "" ? null : value), z.email().max(254).toLowerCase().nullable()),
  days: z.coerce.number().pipe(z.literal(INVITATION_DAYS)),
});
export type NewInvitation = z.infer<typeof NewInvitationSchema>;

export const PERSON_NAME_MAX = 100;
export const AcceptanceSchema = z.object({
  token: z.string().min(1).max(200),
  name: z.string().trim().min(1, "Say how others should call you.").max(PERSON_NAME_MAX),
  email: z.string(),
  password: z.string(),
});
export type Acceptance = z.infer<typeof AcceptanceSchema>;
