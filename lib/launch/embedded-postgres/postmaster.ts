import { spawn } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync, renameSync, statSync } from "node:fs";
import pg from "pg";
import { StudioError } from "#lib/errors.ts";
import { isAlive, markProcess, type ProcessMark, sendSignal, waitUntil } from "../process-mark.ts";
import { type Cluster, pathForServer, SERVER_ENVIRONMENT } from "./cluster.ts";
import { choosePostgresSettings } from "./postgres-settings.ts";
import { disarmStalePostmasterFile, findPostmaster } from "./postmaster-file.ts";
import { addressSettings, addressUrl, type ServerAddress } from "./server-address.ts";

/** Children of a killed server see its death within a moment; one that is deep in a query takes longer. */
const ORPHANS_TIMEOUT_MS = 20_000;
const SHUTDOWN_TIMEOUT_MS = 60_000;
const LOG_MAX_BYTES = 10 * 1024 * 1024;

/** One living server process. */
export interface Postmaster {
  readonly mark: ProcessMark;
  readonly address: ServerAddress;
}

type Attempt =
  | { readonly kind: "ready"; readonly postmaster: Postmaster }
  | { readonly kind: "orphans" }
  | { readonly kind: "failed"; readonly log: string };

export async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: 2000,
  });
  // A server that ends while it is asked must not end this process.
  client.on("error", () => undefined);
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Takes over the server that an earlier studio left running. Null where there is none, or it went away meanwhile. */
export async function adoptPostmaster(cluster: Cluster, address: ServerAddress): Promise<Postmaster | null> {
  let adopted: Postmaster | null = null;
  const isSettled = await waitUntil(
    async () => {
      const found = findPostmaster(cluster.directory);
      const mark = found === null ? null : markProcess(found.pid);
      if (found === null || mark === null) return true;
      const itsAddress = { ...address, port: found.port };
      if (!found.isReady || !(await answers(addressUrl(cluster, itsAddress, "postgres")))) return false;
      adopted = { mark, address: itsAddress };
      return true;
    },
    { timeoutMs: SHUTDOWN_TIMEOUT_MS, everyMs: 100 },
  );
  if (isSettled) return adopted;
  throw new StudioError(
    `A PostgreSQL runs on ${cluster.directory} (process ${findPostmaster(cluster.directory)?.pid}) but takes no connections; ${cluster.logFile} says why. Stop it with kill -INT and start again.`,
  );
}

function openLog(logFile: string): { handle: number; offset: number } {
  if ((statSync(logFile, { throwIfNoEntry: false })?.size ?? 0) > LOG_MAX_BYTES) {
    renameSync(logFile, `${logFile}.old`);
  }
  const handle = openSync(logFile, "a", 0o600);
  return { handle, offset: statSync(logFile).size };
}

async function tryStart(cluster: Cluster, address: ServerAddress): Promise<Attempt> {
  disarmStalePostmasterFile(cluster.directory);
  const settings = {
    ...choosePostgresSettings(cluster.dataDir),
    ...addressSettings(cluster, address),
  };
  const { handle, offset } = openLog(cluster.logFile);
  const child = spawn(
    cluster.binaries.postgres,
    [
      "-D",
      pathForServer(cluster),
      ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
    ],
    {
      cwd: cluster.directory,
      stdio: ["ignore", handle, handle],
      // A session of its own: Ctrl-C in the terminal reaches the studio, which stops the server last.
      detached: true,
      env: SERVER_ENVIRONMENT,
      ...(cluster.account === null ? {} : { uid: cluster.account.uid, gid: cluster.account.gid }),
    },
  );
  closeSync(handle);
  child.unref();
  let failure: Error | null = null;
  child.once("error", (error) => (failure = error));
  child.once("exit", (code, signal) => (failure ??= new Error(`postgres ended: ${code ?? signal}`)));

  // No time limit: after a crash it may have gigabytes of log to go through, and it says so in its own log.
  await waitUntil(
    () => {
      const found = findPostmaster(cluster.directory);
      return failure !== null || (found !== null && found.pid === child.pid && found.isReady);
    },
    { timeoutMs: Number.POSITIVE_INFINITY, everyMs: 20 },
  );
  const mark = child.pid === undefined ? null : markProcess(child.pid);
  if (failure === null && mark !== null) return { kind: "ready", postmaster: { mark, address } };
  const log = existsSync(cluster.logFile) ? readFileSync(cluster.logFile).subarray(offset).toString() : "";
  return log.includes("pre-existing shared memory block")
    ? { kind: "orphans" }
    : { kind: "failed", log: log || String(failure) };
}

export async function startPostmaster(cluster: Cluster, address: ServerAddress): Promise<Postmaster> {
  const deadline = Date.now() + ORPHANS_TIMEOUT_MS;
  for (;;) {
    const attempt = await tryStart(cluster, address);
    if (attempt.kind === "ready") return attempt.postmaster;
    if (attempt.kind === "orphans" && Date.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      continue;
    }
    const log = attempt.kind === "failed" ? attempt.log : "children of an earlier server are still at work";
    if (log.includes("No space left on device")) throw Object.assign(new Error(log), { code: "ENOSPC" });
    throw new StudioError(
      `PostgreSQL did not start on ${cluster.directory}; the end of ${cluster.logFile} says why. Or name a server of your own with DATABASE_URL=postgres://... npm start.`,
      { log },
    );
  }
}

/** `fast` rolls open transactions back and leaves a clean database; `immediate` leaves the log to the next start. */
export async function stopPostmaster(postmaster: Postmaster, mode: "fast" | "immediate"): Promise<void> {
  if (!isAlive(postmaster.mark)) return;
  sendSignal(postmaster.mark.pid, mode === "fast" ? "SIGINT" : "SIGQUIT");
  const hasEnded = await waitUntil(() => !isAlive(postmaster.mark), {
    timeoutMs: SHUTDOWN_TIMEOUT_MS,
    everyMs: 20,
  });
  if (!hasEnded) {
    throw new StudioError(
      `PostgreSQL (process ${postmaster.mark.pid}) is still writing what it holds in memory. It ends by itself; leave it alone.`,
    );
  }
}
