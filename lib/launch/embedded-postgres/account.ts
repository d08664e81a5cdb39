import { readFileSync, statSync } from "node:fs";
import { StudioError } from "#lib/errors.ts";

/** Whom the server runs as. PostgreSQL refuses to run as root, so root lends it an account without rights. */
export interface PostgresAccount {
  readonly uid: number;
  readonly gid: number;
}

// initdb looks its user up by number: an account that is not in the list of users will not do.
function findAccount(matches: (name: string, uid: number) => boolean): PostgresAccount | null {
  for (const line of readFileSync("/etc/passwd", "utf8").split("\n")) {
    const [name = "", , uid, gid] = line.split(":");
    if (uid !== undefined && gid !== undefined && matches(name, Number(uid))) {
      return { uid: Number(uid), gid: Number(gid) };
    }
  }
  return null;
}

/**
 * Null: as whoever started the studio. Started as root: as the owner of the cluster where there is one,
 * so that a directory made by an ordinary user stays theirs, else as nobody.
 */
export function choosePostgresAccount(clusterDir: string): PostgresAccount | null {
  if (process.getuid?.() !== 0) return null;
  if (process.platform !== "linux") {
    throw new StudioError(
      "PostgreSQL does not run as root, and on this system the studio cannot lend it another account. Start the studio as an ordinary user, or name a server with DATABASE_URL=postgres://... npm start.",
    );
  }
  const owner = statSync(clusterDir, { throwIfNoEntry: false })?.uid ?? 0;
  const account =
    (owner === 0 ? null : findAccount((_, uid) => uid === owner)) ?? findAccount((name) => name === "nobody");
  if (account === null) {
    throw new StudioError(
      "PostgreSQL does not run as root, and this system has no account named nobody to run it as. Start the studio as an ordinary user, or name a server with DATABASE_URL=postgres://... npm start.",
    );
  }
  return account;
}
