"use client";

import { useActionState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Choice, Field, FormFault } from "#components/ui/field.tsx";
import { UNSENT } from "#components/ui/form-state.ts";
import { INVITATION_DAYS, INVITATION_DAYS_USUAL } from "#lib/glan/people.ts";
import type { FormAction } from "./form-action.ts";
import { ROLE_OPTIONS } from "./role-names.ts";

const EXPIRY_OPTIONS = INVITATION_DAYS.map((days) => ({
  value: String(days),
  name: days === 1 ? "1 day" : `${days} days`,
}));

export function InviteForm({ action }: { readonly action: FormAction }) {
  const [state, send, isSending] = useActionState(action, UNSENT);
  return (
    <form action={send} className="space-y-4">
      <Choice label="Role" name="role" options={ROLE_OPTIONS} defaultValue="annotator" />
      <Choice
        label="The link works for"
        name="days"
        options={EXPIRY_OPTIONS}
        defaultValue={String(INVITATION_DAYS_USUAL)}
      />
      <Field
        label="E-mail address"
        name="email"
        type="email"
        autoComplete="off"
        hint="Only this address can accept then. Leave it empty for whoever has the link."
      />
      <FormFault fault={state.fault} />
      <Button isPrimary type="submit" disabled={isSending}>
        Make a link
      </Button>
      {state.made !== null && <MadeLink path={state.made} />}
    </form>
  );
}

function MadeLink({ path }: { readonly path: string }) {
  return (
    <Field
      label="Their link"
      readOnly
      value={new URL(path, window.location.origin).toString()}
      onFocus={(event) => event.target.select()}
      hint="Shown this once. Copy it and send it yourself."
    />
  );
}
