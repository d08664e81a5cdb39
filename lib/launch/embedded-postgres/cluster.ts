import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { StudioError } from "#lib/errors.ts";
import { explainFileFault, requireSpace } from "../data-directory.ts";
import { choosePostgresAccount, type PostgresAccount } from "./account.ts";
import { locatePostgresBinaries, type PostgresBinaries } from "./binaries.ts";

export const POSTGRES_USER = "glan";
/** A cluster of 40 MB, its first logs, and air. */
const MEGABYTES_FOR_A_CLUSTER = 400;

/** Nothing of the studio's own environment: keys of providers are not for the account that is lent. */
export const SERVER_ENVIRONMENT: NodeJS.ProcessEnv = {
  NODE_ENV: "production",
  PATH: process.env.PATH ?? "/usr/bin:/bin",
  LC_ALL: "C",
};

/** The files of one database server, and who may run it. */
export interface Cluster {
  readonly dataDir: string;
  /** PostgreSQL's own data directory. */
  readonly directory: string;
  readonly logFile: string;
  readonly binaries: PostgresBinaries;
  readonly account: PostgresAccount | null;
  readonly password: string;
}

/**
 * How a server program is told where the cluster is. Under a lent account the path may lead through a
 * closed home (0700 of root); the working directory is entered before the rights are given up, and by
 * this link it stays open.
 */
export function pathForServer(cluster: Pick<Cluster, "directory" | "account">): string {
  return cluster.account === null ? cluster.directory : "/proc/self/cwd";
}

function readPassword(dataDir: string, hasCluster: boolean): string {
  const file = path.join(dataDir, "postgres.password");
  if (existsSync(file)) return readFileSync(file, "utf8").trim();
  if (hasCluster) {
    throw new StudioError(
      `${file} is missing, and without it the database in ${dataDir} cannot be opened. Put the file back, or begin with an empty data directory: GLAN_DATA_DIR=/path npm start.`,
    );
  }
  const password = randomBytes(24).toString("base64url");
  writeFileSync(file, `${password}\n`, { mode: 0o600 });
  return password;
}

async function runInitdb(cluster: Cluster): Promise<void> {
  const { account, binaries, dataDir, directory } = cluster;
  const passwordFile = path.join(dataDir, `postgres.password.${process.pid}`);
  writeFileSync(passwordFile, `${cluster.password}\n`, { mode: 0o600 });
  if (account !== null) {
    chownSync(passwordFile, account.uid, account.gid);
    chownSync(directory, account.uid, account.gid);
  }
  const passwordHandle = openSync(passwordFile, "r");
  try {
    const child = spawn(
      binaries.initdb,
      [
        `--pgdata=${pathForServer(cluster)}`,
        `--username=${POSTGRES_USER}`,
        `--pwfile=${account === null ? passwordFile : "/proc/self/fd/3"}`,
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        // Sorted and compared alike on every system, whatever its language and C library.
        "--locale=C",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        "--no-instructions",
      ],
      {
        cwd: directory,
        stdio: ["ignore", "pipe", "pipe", passwordHandle],
        env: SERVER_ENVIRONMENT,
        ...(account === null ? {} : { uid: account.uid, gid: account.gid }),
      },
    );
    let output = "";
    child.stdout?.on("data", (chunk) => (output += String(chunk)));
    child.stderr?.on("data", (chunk) => (output += String(chunk)));
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", resolve);
    });
    if (code === 0) return;
    writeFileSync(cluster.logFile, output, { flag: "a", mode: 0o600 });
    if (output.includes("No space left on device")) {
      throw Object.assign(new Error(output), { code: "ENOSPC" });
    }
    throw new StudioError(
      `PostgreSQL could not be set up in ${dataDir}; ${cluster.logFile} says why. Or name a server of your own with DATABASE_URL=postgres://... npm start.`,
      { log: output },
    );
  } finally {
    closeSync(passwordHandle);
    rmSync(passwordFile, { force: true });
  }
}

function requireSameVersion(directory: string, binaries: PostgresBinaries): void {
  const found = readFileSync(path.join(directory, "PG_VERSION"), "utf8").trim();
  const ours = binaries.version.split(".")[0] ?? "";
  if (found === ours) return;
  throw new StudioError(
    `The database in ${directory} was made by PostgreSQL ${found} and this studio comes with PostgreSQL ${ours}. Start the studio version that made it, or begin with an empty data directory: GLAN_DATA_DIR=/path npm start.`,
  );
}

function requireOwner(directory: string): void {
  const uid = process.getuid?.();
  if (uid === undefined || uid === 0 || statSync(directory).uid === uid) return;
  throw new StudioError(
    `The database in ${directory} belongs to another user. Start the studio as that user, or with a data directory of its own: GLAN_DATA_DIR=/path npm start.`,
  );
}

/** The cluster under the data directory, made where there is none. */
export async function ensureCluster(dataDir: string): Promise<Cluster> {
  const directory = path.join(dataDir, "postgres");
  try {
    const hasCluster = existsSync(directory);
    if (hasCluster) requireOwner(directory);
    const account = choosePostgresAccount(directory);
    const binaries = await locatePostgresBinaries(account);
    const cluster: Cluster = {
      dataDir,
      directory,
      logFile: path.join(dataDir, "postgres.log"),
      binaries,
      account,
      password: readPassword(dataDir, hasCluster),
    };
    if (hasCluster) {
      requireSameVersion(directory, binaries);
      return cluster;
    }
    await requireSpace(dataDir, MEGABYTES_FOR_A_CLUSTER);
    // Made beside its place and moved there whole: a set-up that was killed is begun again.
    const draft = path.join(dataDir, "postgres.new");
    rmSync(draft, { recursive: true, force: true });
    mkdirSync(draft, { mode: 0o700 });
    await runInitdb({ ...cluster, directory: draft });
    renameSync(draft, directory);
    return cluster;
  } catch (error) {
    throw explainFileFault(error, dataDir);
  }
}
