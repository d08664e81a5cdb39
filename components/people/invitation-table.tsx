import { Button } from "#components/ui/button.tsx";
import { type Column, DataTable } from "#components/ui/data-table.tsx";
import { formatMoment } from "#components/ui/format.ts";
import type { OpenInvitation } from "#lib/glan/people.ts";
import { ROLE_NAMES } from "./role-names.ts";

interface InvitationTableProps {
  readonly invitations: readonly OpenInvitation[];
  readonly revoke: (form: FormData) => Promise<void>;
}

export function InvitationTable({ invitations, revoke }: InvitationTableProps) {
  const columns: readonly Column<OpenInvitation>[] = [
    {
      header: "For",
      isWide: true,
      cell: (invitation) => invitation.email ?? <span className="text-soft">Whoever has the link</span>,
    },
    { header: "Role", cell: (invitation) => ROLE_NAMES[invitation.role] },
    { header: "By", isSecondary: true, cell: (invitation) => invitation.invitedBy },
    {
      header: "Until",
      isSecondary: true,
      cell: (invitation) => (
        <time dateTime={invitation.expiresAt} className="whitespace-nowrap text-soft">
          {formatMoment(invitation.expiresAt)}
        </time>
      ),
    },
    {
      header: <span className="sr-only">Revoke</span>,
      isNumber: true,
      cell: (invitation) => (
        <form action={revoke}>
          <input type="hidden" name="id" value={invitation.id} />
          <Button type="submit" aria-label={`Revoke the invitation ${invitation.id}`}>
            Revoke
          </Button>
        </form>
      ),
    },
  ];
  return (
    <DataTable
      caption="Open invitations"
      columns={columns}
      rows={invitations}
      rowKey={(invitation) => invitation.id}
    />
  );
}
