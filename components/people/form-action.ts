import type { FormState } from "#components/ui/form-state.ts";

/** A server action behind a form, as React's useActionState takes it. */
export type FormAction = (before: FormState, form: FormData) => Promise<FormState>;
