import { headers } from "next/headers";
import { forbidden, redirect } from "next/navigation";
import { cache } from "react";
import { signInPath } from "#lib/auth/next-path.ts";
import { PATH_HEADER } from "#lib/auth/request-headers.ts";
import { type Actor, checkActor, findActor, NotAllowed, NotSignedIn } from "#lib/auth/session.ts";
import type { Database } from "#lib/db/client.ts";
// biome-ignore lint/style/noRestrictedImports: here is where the pages get it from
import { studioDatabase } from "#lib/db/studio-database.ts";
import { ACTIONS, type Action } from "#lib/glan/roles.ts";

export interface Entered {
  readonly actor: Actor;
  readonly db: Database;
}

/** For what is open to anybody: signing in, using a link, asking for the health. */
export const databaseForAnybody = studioDatabase;

/** Asked once a request, however many parts of the page want to know. */
export const currentActor = cache(async (): Promise<Actor | null> => findActor(await headers()));

/**
 * The way of every page and server action to the database: the person must be signed in and may do this.
 * Else a page leads to the sign-in and back, or says that it is not allowed. Layouts are no place for it:
 * they are not rendered again when one goes from page to page.
 */
export async function enter(action: Action): Promise<Entered> {
  try {
    return { actor: checkActor(await currentActor(), ACTIONS[action]), db: studioDatabase() };
  } catch (error) {
    if (error instanceof NotSignedIn) redirect(signInPath((await headers()).get(PATH_HEADER)));
    if (error instanceof NotAllowed) forbidden();
    throw error;
  }
}
