import { Button } from "#components/ui/button.tsx";
import { type Column, DataTable } from "#components/ui/data-table.tsx";
import { formatMoment } from "#components/ui/format.ts";
import type { Person } from "#lib/glan/people.ts";
import type { FormAction } from "./form-action.ts";
import { RoleForm } from "./role-form.tsx";

interface PersonTableProps {
  readonly people: readonly Person[];
  readonly ownId: string;
  readonly changeRole: FormAction;
  readonly endSessions: (form: FormData) => Promise<void>;
}

export function PersonTable({ people, ownId, changeRole, endSessions }: PersonTableProps) {
  const columns: readonly Column<Person>[] = [
    {
      header: "Person",
      isWide: true,
      cell: (person) => (
        <span className="block truncate">
          <span className="font-medium">{person.name}</span>
          {person.id === ownId && <span className="text-faint"> (you)</span>}
          <span className="block truncate text-12 text-faint">{person.email}</span>
        </span>
      ),
    },
    {
      header: "Since",
      isSecondary: true,
      cell: (person) => (
        <time dateTime={person.joinedAt} className="whitespace-nowrap text-soft">
          {formatMoment(person.joinedAt)}
        </time>
      ),
    },
    {
      header: "Role",
      cell: (person) => <RoleForm key={person.role} person={person} action={changeRole} />,
    },
    {
      header: "Sessions",
      isNumber: true,
      cell: (person) => (
        <form action={endSessions} className="flex items-center justify-end gap-3">
          <input type="hidden" name="userId" value={person.id} />
          <span>{person.sessions}</span>
          <Button
            type="submit"
            disabled={person.sessions === 0}
            aria-label={`End the sessions of ${person.name}`}
          >
            End
          </Button>
        </form>
      ),
    },
  ];
  return <DataTable caption="People" columns={columns} rows={people} rowKey={(person) => person.id} />;
}
