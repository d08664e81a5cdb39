"use client";

import { useActionState, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Choice, FormFault } from "#components/ui/field.tsx";
import { type FormState, UNSENT } from "#components/ui/form-state.ts";
import type { Person } from "#lib/glan/people.ts";
import type { FormAction } from "./form-action.ts";
import { ROLE_OPTIONS } from "./role-names.ts";

interface RoleFormProps {
  readonly person: Person;
  readonly action: FormAction;
}

/** A role is saved by its button: the arrow keys of a closed list would give each role they pass. */
export function RoleForm({ person, action }: RoleFormProps) {
  const [role, setRole] = useState<string>(person.role);
  const [state, send, isSending] = useActionState<FormState, FormData>(async (before, form) => {
    const answered = await action(before, form);
    // React puts an answered form back to its start; what was refused must not look chosen.
    setRole(person.role);
    return answered;
  }, UNSENT);
  return (
    <form action={send}>
      <input type="hidden" name="userId" value={person.id} />
      <div className="flex w-28 flex-col gap-1 md:w-52 md:flex-row">
        <div className="w-28 shrink-0">
          <Choice
            label={`Role of ${person.name}`}
            isLabelHidden
            name="role"
            options={ROLE_OPTIONS}
            value={role}
            onChange={(event) => setRole(event.target.value)}
          />
        </div>
        {role !== person.role && (
          <Button isPrimary type="submit" disabled={isSending}>
            Save
          </Button>
        )}
      </div>
      <div className="w-28 md:w-52">
        <FormFault fault={state.fault} />
      </div>
    </form>
  );
}
