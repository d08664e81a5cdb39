import type { Database } from "#lib/db/client.ts";
import { changeRole } from "#lib/db/people.ts";
import { StudioError } from "#lib/errors.ts";
import type { Role } from "#lib/glan/roles.ts";

/** Gives a person another role, which counts from their next request on. Throws StudioError. */
export async function giveRole(
  db: Database,
  change: { readonly userId: string; readonly role: Role },
): Promise<void> {
  const outcome = await changeRole(db, change.userId, change.role);
  switch (outcome) {
    case "changed":
      return;
    case "unknown":
      throw new StudioError("This person no longer has an account.");
    case "last-admin":
      throw new StudioError("This is the only admin. Make somebody else an admin first.");
  }
}
