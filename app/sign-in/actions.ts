"use server";

import { revalidatePath } from "next/cache";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { z } from "zod";
import type { FormState } from "#components/ui/form-state.ts";
import { endSession } from "#lib/auth/browser-session.ts";
import { parseNextPath } from "#lib/auth/next-path.ts";
import { signIn } from "#lib/auth/sign-in.ts";
import { studioAuth } from "#lib/auth/studio-auth.ts";
import { answerForm, readForm } from "../answer-form.ts";
import { databaseForAnybody } from "../enter.ts";
import { keepCookies } from "../keep-cookies.ts";

const SignInSchema = z.object({
  email: z.string().min(1, "Name your e-mail address.").max(254),
  password: z.string().min(1, "Type your password.").max(1000),
  next: z.string(),
});

export async function signInByPassword(_before: FormState, form: FormData): Promise<FormState> {
  return answerForm(async () => {
    const { next, ...credentials } = readForm(SignInSchema, form);
    const given = await headers();
    const world = { db: databaseForAnybody(), auth: await studioAuth(given), headers: given };
    await keepCookies(await signIn(world, credentials));
    revalidatePath("/", "layout");
    redirect(parseNextPath(next));
  });
}

export async function signOut(): Promise<void> {
  const given = await headers();
  await keepCookies(await endSession(await studioAuth(given), given));
  revalidatePath("/", "layout");
  redirect("/sign-in");
}
