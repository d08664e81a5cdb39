import type { Metadata } from "next";
import { InvitationTable } from "#components/people/invitation-table.tsx";
import { InviteForm } from "#components/people/invite-form.tsx";
import { PersonTable } from "#components/people/person-table.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Page } from "#components/ui/page.tsx";
import { Section } from "#components/ui/section.tsx";
import { listOpenInvitations } from "#lib/db/invitations.ts";
import { listPeople } from "#lib/db/people.ts";
import { enter } from "../../enter.ts";
import { changeRoleOf, endSessionsOf, inviteByLink, revokeLink } from "./actions.ts";

export const metadata: Metadata = { title: "People" };

export default async function PeoplePage() {
  const { actor, db } = await enter("manage people");
  const [people, invitations] = await Promise.all([listPeople(db), listOpenInvitations(db)]);
  return (
    <Page
      crumbs={[
        { name: "Settings", href: "/settings" },
        { name: "People", href: null },
      ]}
      title="People"
      lede="Annotators vote and propose. Researchers also steer rounds, releases and runs. Admins also decide ties and manage people."
    >
      <div className="grid grid-cols-[minmax(0,1fr)] gap-x-14 gap-y-9 xl:grid-cols-[minmax(0,1fr)_minmax(280px,340px)]">
        <div className="space-y-9">
          <Section title="With an account" note={people.length}>
            <PersonTable
              people={people}
              ownId={actor.userId}
              changeRole={changeRoleOf}
              endSessions={endSessionsOf}
            />
          </Section>
          <Section title="Invited" note={invitations.length}>
            {invitations.length === 0 ? (
              <EmptyState title="No open invitation">
                An invitation is a link that makes one account.
              </EmptyState>
            ) : (
              <InvitationTable invitations={invitations} revoke={revokeLink} />
            )}
          </Section>
        </div>
        <Section title="Invite somebody">
          <InviteForm action={inviteByLink} />
        </Section>
      </div>
    </Page>
  );
}
