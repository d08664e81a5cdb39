"use client";

import { useActionState, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Field, FormFault } from "#components/ui/field.tsx";
import { UNSENT } from "#components/ui/form-state.ts";
import { PERSON_NAME_MAX } from "#lib/glan/people.ts";
import type { FormAction } from "./form-action.ts";

interface AcceptFormProps {
  readonly action: FormAction;
  readonly token: string;
  /** An invitation for one address is accepted by that address alone. */
  readonly email: string | null;
  readonly passwordLength: { readonly min: number; readonly max: number };
}

export function AcceptForm({ action, token, email, passwordLength }: AcceptFormProps) {
  const [state, send, isSending] = useActionState(action, UNSENT);
  const [typed, setTyped] = useState({ name: "", email: email ?? "" });
  return (
    <form action={send} className="space-y-4">
      <input type="hidden" name="token" value={token} />
      <Field
        label="Name"
        name="name"
        autoComplete="name"
        maxLength={PERSON_NAME_MAX}
        required
        value={typed.name}
        onChange={(event) => setTyped({ ...typed, name: event.target.value })}
      />
      <Field
        label="E-mail address"
        name="email"
        type="email"
        autoComplete="username"
        required
        readOnly={email !== null}
        value={typed.email}
        onChange={(event) => setTyped({ ...typed, email: event.target.value })}
      />
      <Field
        label="Password"
        name="password"
        type="password"
        autoComplete="new-password"
        hint={`At least ${passwordLength.min} characters.`}
        minLength={passwordLength.min}
        maxLength={passwordLength.max}
        required
      />
      <FormFault fault={state.fault} />
      <Button isPrimary type="submit" disabled={isSending} className="w-full">
        Make the account
      </Button>
    </form>
  );
}
