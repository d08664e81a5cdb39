import { StudioError } from "#lib/errors.ts";
import { isAtLeast, type Role, RoleSchema } from "#lib/glan/roles.ts";
import { studioAuth } from "./studio-auth.ts";

/** Who does something: every page, route and action has one, and every row that names a doer names its id. */
export interface Actor {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
}

export class NotSignedIn extends StudioError {
  override readonly name = "NotSignedIn";

  constructor() {
    super("You are not signed in, or your session has ended. Sign in and try again.");
  }
}

export class NotAllowed extends StudioError {
  override readonly name = "NotAllowed";

  constructor(actor: Actor, atLeast: Role) {
    super(`This needs the role ${atLeast}; yours is ${actor.role}. An admin can change it.`, {
      log: `user ${actor.userId} (${actor.role}) asked for what needs ${atLeast}`,
    });
  }
}

/** The person whose session the request's cookie names, with the role they have at this moment. */
export async function findActor(headers: Headers): Promise<Actor | null> {
  const auth = await studioAuth(headers);
  const found = await auth.api.getSession({ headers });
  if (found === null) return null;
  const { id, name, email, role } = found.user;
  return { userId: id, name, email, role: RoleSchema.parse(role) };
}

/** Throws NotSignedIn or NotAllowed. */
export function checkActor(actor: Actor | null, atLeast: Role): Actor {
  if (actor === null) throw new NotSignedIn();
  if (!isAtLeast(actor.role, atLeast)) throw new NotAllowed(actor, atLeast);
  return actor;
}

/** The actor of a request, of this role or a later one. Throws NotSignedIn or NotAllowed. */
export async function requireActor(headers: Headers, atLeast: Role): Promise<Actor> {
  return checkActor(await findActor(headers), atLeast);
}
