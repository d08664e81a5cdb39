import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { Door } from "#components/people/door.tsx";
import { SignInForm } from "#components/people/sign-in-form.tsx";
import { parseNextPath } from "#lib/auth/next-path.ts";
import { hasAnyUser } from "#lib/db/users.ts";
import { currentActor, databaseForAnybody } from "../enter.ts";
import { signInByPassword } from "./actions.ts";

export const metadata: Metadata = { title: "Sign in" };

interface SignInPageProps {
  readonly searchParams: Promise<{ next?: string | string[] }>;
}

export default async function SignInPage({ searchParams }: SignInPageProps) {
  const next = parseNextPath((await searchParams).next);
  if ((await currentActor()) !== null) redirect(next);
  if (!(await hasAnyUser(databaseForAnybody()))) {
    return (
      <Door title="Nobody has an account yet">
        <p className="text-soft">
          The start of the studio printed a link beside <code className="font-mono">First admin</code>. It
          makes the account that invites all others.
        </p>
      </Door>
    );
  }
  return (
    <Door title="Sign in">
      <SignInForm action={signInByPassword} next={next} />
      <p className="mt-6 text-12 text-faint">
        Accounts are made by invitation. Ask an admin of this studio for a link.
      </p>
    </Door>
  );
}
