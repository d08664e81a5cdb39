import { AcceptForm } from "#components/people/accept-form.tsx";
import { Door } from "#components/people/door.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { findInvitation } from "#lib/auth/invitations.ts";
import { PASSWORD_MAX, PASSWORD_MIN } from "#lib/auth/password.ts";
import { databaseForAnybody } from "../enter.ts";
import { acceptByForm } from "./actions.ts";

interface InvitationDoorProps {
  readonly title: string;
  readonly token: string | string[] | undefined;
}

/** The page of a link that makes one account: of the first admin, or of somebody who was invited. */
export async function InvitationDoor({ title, token }: InvitationDoorProps) {
  const given = typeof token === "string" ? token : "";
  const invitation = given === "" ? null : await findInvitation(databaseForAnybody(), given);
  if (invitation === null) {
    return (
      <Door title="This link opens nothing">
        <p className="text-soft">
          It was used, revoked or has expired. Ask an admin for another one; the first admin’s link is printed
          by each start of the studio until it was used.
        </p>
        <p className="mt-4">
          <TextLink href="/sign-in">Sign in</TextLink>
        </p>
      </Door>
    );
  }
  return (
    <Door
      title={title}
      lede={
        invitation.isSetUp
          ? "You are the first one here. This account is an admin’s: it invites all others."
          : `You were invited as ${invitation.role}.`
      }
    >
      <AcceptForm
        action={acceptByForm}
        token={given}
        email={invitation.email}
        passwordLength={{ min: PASSWORD_MIN, max: PASSWORD_MAX }}
      />
    </Door>
  );
}
