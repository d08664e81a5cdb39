import pg from "pg";
import { StudioError } from "#lib/errors.ts";

const OLDEST_VERSION = 15;
const CONNECT_TIMEOUT_MS = 10_000;

function codeOf(error: unknown): string {
  // A name with several addresses fails with one error per address.
  const one: unknown = error instanceof AggregateError ? error.errors[0] : error;
  return one instanceof Error && "code" in one && typeof one.code === "string" ? one.code : "";
}

function explain(error: unknown, databaseUrl: string): string {
  const url = new URL(databaseUrl);
  const host = url.searchParams.get("host") ?? (url.hostname || "localhost");
  const place = `${host}:${url.port || "5432"}`;
  const database = decodeURIComponent(url.pathname.slice(1));
  const message = error instanceof Error ? error.message : String(error);
  switch (codeOf(error)) {
    case "28P01":
    case "28000":
      return `PostgreSQL at ${place} refuses the user "${decodeURIComponent(url.username)}" of DATABASE_URL or its password. Correct DATABASE_URL and start again.`;
    case "3D000":
      return `PostgreSQL at ${place} has no database "${database}". Create it (CREATE DATABASE "${database}") or correct DATABASE_URL, and start again.`;
    case "53300":
      return `PostgreSQL at ${place} has no connection left. Raise its max_connections or end other clients, and start again.`;
    case "57P03":
      return `PostgreSQL at ${place} is just starting or stopping. Start again in a moment.`;
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return `The host ${host} of DATABASE_URL is not known. Correct DATABASE_URL and start again.`;
    default:
      return `No PostgreSQL answers at ${place}, the address of DATABASE_URL (${message || codeOf(error)}). Start that server, correct DATABASE_URL, or leave it out to use the studio's own.`;
  }
}

/** Throws one sentence when the server of DATABASE_URL cannot be used. */
export async function checkDatabase(databaseUrl: string): Promise<void> {
  if (!URL.canParse(databaseUrl)) {
    throw new StudioError(
      "DATABASE_URL is not an address. It looks like postgres://user:password@host:5432/database, with special characters percent-encoded.",
    );
  }
  const client = new pg.Client({
    connectionString: databaseUrl,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  });
  client.on("error", () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ number: string; name: string }>(
      "SELECT current_setting('server_version_num') AS number, current_setting('server_version') AS name",
    );
    const version = Math.floor(Number(rows[0]?.number ?? 0) / 10_000);
    if (version < OLDEST_VERSION) {
      throw new StudioError(
        `The server of DATABASE_URL is PostgreSQL ${rows[0]?.name}, and the studio needs ${OLDEST_VERSION} or newer. Upgrade it, or leave DATABASE_URL out to use the studio's own.`,
      );
    }
  } catch (error) {
    if (error instanceof StudioError) throw error;
    throw new StudioError(explain(error, databaseUrl), { cause: error });
  } finally {
    await client.end().catch(() => undefined);
  }
}
