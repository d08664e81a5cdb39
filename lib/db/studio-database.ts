import { StudioError } from "#lib/errors.ts";
import { type Database, openDatabase } from "./client.ts";

// On globalThis, because a development reload evaluates this module again and would leak a pool each time.
const shared = globalThis as typeof globalThis & { glanStudioDatabase?: Database };

/** The one database of the web process, opened at first use. */
export function studioDatabase(): Database {
  shared.glanStudioDatabase ??= open();
  return shared.glanStudioDatabase;
}

function open(): Database {
  const url = process.env.DATABASE_URL;
  if (url === undefined || url === "") {
    throw new StudioError("The studio does not know its database. Start it with `npm start`.", {
      log: "DATABASE_URL is not set in the web process",
    });
  }
  return openDatabase(url);
}
