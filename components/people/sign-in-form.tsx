"use client";

import { useActionState, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Field, FormFault } from "#components/ui/field.tsx";
import { UNSENT } from "#components/ui/form-state.ts";
import type { FormAction } from "./form-action.ts";

interface SignInFormProps {
  readonly action: FormAction;
  readonly next: string;
}

export function SignInForm({ action, next }: SignInFormProps) {
  const [state, send, isSending] = useActionState(action, UNSENT);
  // React empties a form that was answered; the address is kept for the next attempt.
  const [email, setEmail] = useState("");
  return (
    <form action={send} className="space-y-4">
      <input type="hidden" name="next" value={next} />
      <Field
        label="E-mail address"
        name="email"
        type="email"
        autoComplete="username"
        required
        autoFocus
        value={email}
        onChange={(event) => setEmail(event.target.value)}
      />
      <Field label="Password" name="password" type="password" autoComplete="current-password" required />
      <FormFault fault={state.fault} />
      <Button isPrimary type="submit" disabled={isSending} className="w-full">
        Sign in
      </Button>
    </form>
  );
}
