// Faults after which the same statement may succeed later without a change of ours.

const SOCKET_CODES = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ECONNABORTED",
  "EPIPE",
  "ENOENT", // the server's unix socket, while it restarts
  "ETIMEDOUT",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "EAI_AGAIN",
]);

/**
 * Classes of SQLSTATE that blame the statement or its rows. Everything else blames the server's state (shut
 * down, starting, full, cancelled, broken) and is waited out: a completion that was paid for is never dropped
 * for a reason that may pass.
 */
const REFUSED_CLASSES = new Set(["0A", "21", "22", "23", "2B", "3F", "42", "54"]);
const SQLSTATE = /^[0-9A-Z]{5}$/;

/** pg reports a connection that breaks under a statement by message alone. */
const AWAY_MESSAGE =
  /Connection terminated|Client has encountered a connection error|timeout exceeded when trying/;

const CONFLICT_CODES = new Set([
  "40P01", // deadlock: this statement was the one chosen to give way
  "40001", // serialisation failure
  "55P03", // lock not available
]);

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
}

export type DatabaseFault = "away" | "conflict" | "refused";

/** Away: wait for the database. Conflict: try again at once. Refused: the statement itself is wrong. */
export function classifyDatabaseFault(error: unknown): DatabaseFault {
  const code = codeOf(error);
  if (CONFLICT_CODES.has(code)) return "conflict";
  if (SOCKET_CODES.has(code)) return "away";
  if (SQLSTATE.test(code)) return REFUSED_CLASSES.has(code.slice(0, 2)) ? "refused" : "away";
  return error instanceof Error && AWAY_MESSAGE.test(error.message) ? "away" : "refused";
}

const WAIT_MIN_MS = 50;
const WAIT_MAX_MS = 1_000;

/**
 * Repeats `work` until the database is there and takes it; rejects only when the statement was refused.
 * `work` must be idempotent: an acknowledgement may be lost.
 */
export async function retryWhileAway<Result>(
  work: () => Promise<Result>,
  onAway: (error: unknown) => void = () => undefined,
): Promise<Result> {
  for (let waitMs = WAIT_MIN_MS; ; ) {
    try {
      return await work();
    } catch (error) {
      const fault = classifyDatabaseFault(error);
      if (fault === "refused") throw error;
      if (fault === "conflict") continue;
      onAway(error);
      await new Promise((resolve) => setTimeout(resolve, waitMs));
      waitMs = Math.min(waitMs * 2, WAIT_MAX_MS);
    }
  }
}
