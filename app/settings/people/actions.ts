"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import type { FormState } from "#components/ui/form-state.ts";
import { giveRole } from "#lib/auth/give-role.ts";
import { invite } from "#lib/auth/invitations.ts";
import { revokeInvitation } from "#lib/db/invitations.ts";
import { endSessions } from "#lib/db/people.ts";
import { NewInvitationSchema } from "#lib/glan/people.ts";
import { RoleSchema } from "#lib/glan/roles.ts";
import { answerForm, readForm } from "../../answer-form.ts";
import { enter } from "../../enter.ts";

const HERE = "/settings/people";
const InvitationIdSchema = z.object({ id: z.coerce.number().int().positive().max(2_147_483_647) });
const PersonSchema = z.object({ userId: z.string().min(1) });
const RoleChangeSchema = PersonSchema.extend({ role: RoleSchema });

export async function inviteByLink(_before: FormState, form: FormData): Promise<FormState> {
  const { actor, db } = await enter("manage people");
  return answerForm(async () => {
    const token = await invite(db, readForm(NewInvitationSchema, form), actor.userId);
    revalidatePath(HERE);
    return `/invitation?token=${token}`;
  });
}

export async function revokeLink(form: FormData): Promise<void> {
  const { db } = await enter("manage people");
  await revokeInvitation(db, readForm(InvitationIdSchema, form).id);
  revalidatePath(HERE);
}

export async function changeRoleOf(_before: FormState, form: FormData): Promise<FormState> {
  const { db } = await enter("manage people");
  return answerForm(async () => {
    await giveRole(db, readForm(RoleChangeSchema, form));
    revalidatePath("/", "layout");
    return "Saved";
  });
}

export async function endSessionsOf(form: FormData): Promise<void> {
  const { db } = await enter("manage people");
  await endSessions(db, readForm(PersonSchema, form).userId);
  revalidatePath("/", "layout");
}
