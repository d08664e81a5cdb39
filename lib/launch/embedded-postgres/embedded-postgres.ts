import pg from "pg";
import { ensureDataDirectory, explainFileFault, requireSpace } from "../data-directory.ts";
import { isAlive } from "../process-mark.ts";
import { type Cluster, ensureCluster } from "./cluster.ts";
import { adoptPostmaster, type Postmaster, startPostmaster, stopPostmaster } from "./postmaster.ts";
import { addressUrl, chooseAddress } from "./server-address.ts";

const DATABASE = "glan";
/** Room for a start, which may have to write out what a crash left in the log. */
const MEGABYTES_FOR_A_START = 64;
const WATCH_EVERY_MS = 250;
const RESTART_PAUSE_MAX_MS = 5000;

/** A server of our own, kept alive until it is stopped. */
export interface EmbeddedPostgres {
  /** Stays the same over restarts. */
  readonly url: string;
  /** The same server's maintenance database. */
  readonly maintenanceUrl: string;
  readonly version: string;
  readonly isAdopted: boolean;
  pid(): number;
  stop(mode: "fast" | "immediate"): Promise<void>;
}

async function ensureDatabase(maintenanceUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: maintenanceUrl });
  await client.connect();
  try {
    const found = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [DATABASE]);
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
  } finally {
    await client.end();
  }
}

/** Starts the server again whenever it dies; `say` is told. Returns what ends the watch. */
function keepAlive(
  cluster: Cluster,
  current: { postmaster: Postmaster },
  say: (line: string) => void,
): () => Promise<void> {
  let isOver = false;
  let pauseMs = WATCH_EVERY_MS;
  let round: Promise<void> = Promise.resolve();
  const look = async () => {
    if (isAlive(current.postmaster.mark)) return;
    try {
      current.postmaster = await startPostmaster(cluster, current.postmaster.address);
      pauseMs = WATCH_EVERY_MS;
      say("PostgreSQL had ended and was started again.");
    } catch (error) {
      pauseMs = Math.min(pauseMs * 2, RESTART_PAUSE_MAX_MS);
      say(`PostgreSQL does not start: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  let timer: NodeJS.Timeout;
  const schedule = () => {
    timer = setTimeout(() => {
      round = look().then(() => {
        if (!isOver) schedule();
      });
    }, pauseMs).unref();
  };
  schedule();
  return async () => {
    isOver = true;
    clearTimeout(timer);
    await round;
  };
}

/**
 * Starts the PostgreSQL under the data directory, or adopts the one that runs there. The caller holds
 * the lock on the data directory. `say` gets a line when the server died and was started again.
 */
export async function startEmbeddedPostgres(
  dataDir: string,
  say: (line: string) => void,
): Promise<EmbeddedPostgres> {
  ensureDataDirectory(dataDir);
  try {
    const cluster = await ensureCluster(dataDir);
    const address = await chooseAddress(cluster);
    const adopted = await adoptPostmaster(cluster, address);
    if (adopted === null) await requireSpace(dataDir, MEGABYTES_FOR_A_START);
    const current = {
      postmaster: adopted ?? (await startPostmaster(cluster, address)),
    };
    const maintenanceUrl = addressUrl(cluster, current.postmaster.address, "postgres");
    await ensureDatabase(maintenanceUrl);
    const endWatch = keepAlive(cluster, current, say);
    return {
      url: addressUrl(cluster, current.postmaster.address, DATABASE),
      maintenanceUrl,
      version: cluster.binaries.version,
      isAdopted: adopted !== null,
      pid: () => current.postmaster.mark.pid,
      async stop(mode) {
        await endWatch();
        await stopPostmaster(current.postmaster, mode);
      },
    };
  } catch (error) {
    throw explainFileFault(error, dataDir);
  }
}

/** The address of the server another process keeps on this data directory; null where none answers. */
export async function findEmbeddedPostgres(dataDir: string): Promise<string | null> {
  const cluster = await ensureCluster(dataDir);
  const adopted = await adoptPostmaster(cluster, await chooseAddress(cluster));
  return adopted === null ? null : addressUrl(cluster, adopted.address, DATABASE);
}
