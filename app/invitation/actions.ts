"use server";

import { revalidatePath } from "next/cache";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import type { FormState } from "#components/ui/form-state.ts";
import { beginSession } from "#lib/auth/browser-session.ts";
import { acceptInvitation } from "#lib/auth/invitations.ts";
import { studioAuth } from "#lib/auth/studio-auth.ts";
import { AcceptanceSchema } from "#lib/glan/people.ts";
import { answerForm, readForm } from "../answer-form.ts";
import { databaseForAnybody } from "../enter.ts";
import { keepCookies } from "../keep-cookies.ts";

export async function acceptByForm(_before: FormState, form: FormData): Promise<FormState> {
  return answerForm(async () => {
    const acceptance = readForm(AcceptanceSchema, form);
    const { email } = await acceptInvitation(databaseForAnybody(), acceptance);
    const given = await headers();
    const auth = await studioAuth(given);
    await keepCookies((await beginSession(auth, given, { email, password: acceptance.password })) ?? []);
    revalidatePath("/", "layout");
    redirect("/");
  });
}
