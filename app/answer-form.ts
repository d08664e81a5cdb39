import { z } from "zod";
import type { FormState } from "#components/ui/form-state.ts";
import { StudioError } from "#lib/errors.ts";

/** Runs what a form asked for; what its user can do something about is told beside it, everything else is thrown. */
export async function answerForm(make: () => Promise<string | null>): Promise<FormState> {
  try {
    return { fault: null, made: await make() };
  } catch (error) {
    if (error instanceof StudioError) return { fault: error.userMessage, made: null };
    if (error instanceof z.ZodError) return { fault: firstIssue(error), made: null };
    throw error;
  }
}

function firstIssue(error: z.ZodError): string {
  const [issue] = error.issues;
  return issue === undefined ? "Something in the form is not right." : issue.message;
}

export function readForm<Schema extends z.ZodType>(schema: Schema, form: FormData): z.infer<Schema> {
  return schema.parse(Object.fromEntries(form));
}
