import { randomUUID } from "node:crypto";
import {
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { statfs } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { StudioError } from "#lib/errors.ts";
import { isAlive, markProcess } from "./process-mark.ts";

const MEGABYTE = 1024 * 1024;

const LockSchema = z.object({
  pid: z.number(),
  started: z.string(),
  purpose: z.string(),
});
export type LockHolder = z.infer<typeof LockSchema>;

export interface DataDirectoryLock {
  release(): void;
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}

/** The sentence for a fault of the file system under the data directory; anything else goes on as it is. */
export function explainFileFault(error: unknown, dataDir: string): unknown {
  const code = codeOf(error);
  const elsewhere = "or name another place with GLAN_DATA_DIR=/path npm start.";
  if (code === "ENOSPC" || code === "EDQUOT") {
    return new StudioError(
      `The disk of the data directory ${dataDir} is full. Free some space, ${elsewhere}`,
      {
        cause: error,
      },
    );
  }
  if (code === "EACCES" || code === "EPERM" || code === "EROFS") {
    return new StudioError(
      `The data directory ${dataDir} cannot be written: it is another user's, or on a read-only disk. Start the studio as its owner, ${elsewhere}`,
      { cause: error },
    );
  }
  if (code === "EEXIST" || code === "ENOTDIR") {
    return new StudioError(`${dataDir} is not a directory. Move it away, ${elsewhere}`, { cause: error });
  }
  return error;
}

export function ensureDataDirectory(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    if (!statSync(dataDir).isDirectory())
      throw Object.assign(new Error("not a directory"), { code: "ENOTDIR" });
  } catch (error) {
    // ENOENT is what Node makes of a folder that cannot be made on a read-only disk.
    const fault =
      codeOf(error) === "ENOENT" ? Object.assign(new Error("", { cause: error }), { code: "EROFS" }) : error;
    throw explainFileFault(fault, dataDir);
  }
}

/** Throws the sentence for a disk with less than `megabytes` left. */
export async function requireSpace(dataDir: string, megabytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(dataDir);
  const free = Math.floor((bavail * bsize) / MEGABYTE);
  if (free >= megabytes) return;
  throw new StudioError(
    `Only ${free} MB are free on the disk of the data directory ${dataDir}, and the database needs ${megabytes} MB to start. Free some space, or name another place with GLAN_DATA_DIR=/path npm start.`,
  );
}

function readHolder(file: string): LockHolder | null {
  try {
    const holder = LockSchema.parse(JSON.parse(readFileSync(file, "utf8")));
    return isAlive(holder) ? holder : null;
  } catch {
    return null;
  }
}

const lockFile = (dataDir: string) => path.join(dataDir, "studio.lock");

/** Who holds the data directory; null where nobody living does. */
export function readLockHolder(dataDir: string): LockHolder | null {
  return readHolder(lockFile(dataDir));
}

/** Clears away the lock of a dead holder. Moved first: of two that find it, only one gets to move it. */
function clearDeadLock(file: string): void {
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
    // Somebody was quicker and this is their new lock: back it goes.
    if (readHolder(aside) !== null) linkSync(aside, file);
    rmSync(aside, { force: true });
  } catch (error) {
    if (codeOf(error) !== "ENOENT" && codeOf(error) !== "EEXIST") throw error;
  }
}

/**
 * Takes the data directory for this process; a lock whose holder died is taken over.
 * Null when a living process holds it.
 */
export function tryLockDataDirectory(dataDir: string, purpose: string): DataDirectoryLock | null {
  ensureDataDirectory(dataDir);
  const file = lockFile(dataDir);
  const draft = `${file}.${process.pid}.${randomUUID()}`;
  const content = JSON.stringify({
    pid: process.pid,
    started: markProcess(process.pid)?.started ?? "unknown",
    purpose,
  } satisfies LockHolder);
  try {
    // Linked into place when it is whole, so that nobody reads half a lock and takes it for a dead one.
    writeFileSync(draft, content, { mode: 0o600 });
    for (let attempt = 0; attempt < 5; attempt += 1) {
      try {
        linkSync(draft, file);
        return {
          release() {
            if (existsSync(file) && readFileSync(file, "utf8") === content) rmSync(file, { force: true });
          },
        };
      } catch (error) {
        if (codeOf(error) !== "EEXIST") throw error;
      }
      if (readHolder(file) !== null) return null;
      clearDeadLock(file);
    }
    return null;
  } catch (error) {
    throw explainFileFault(error, dataDir);
  } finally {
    rmSync(draft, { force: true });
  }
}

export function lockDataDirectory(dataDir: string, purpose: string): DataDirectoryLock {
  const lock = tryLockDataDirectory(dataDir, purpose);
  if (lock !== null) return lock;
  const holder = readLockHolder(dataDir);
  const who = holder === null ? "another process" : `${holder.purpose} (process ${holder.pid})`;
  throw new StudioError(
    `The data directory ${dataDir} is in use by ${who}. Stop that first, or start this one with its own: GLAN_DATA_DIR=/path PORT=3001 npm start.`,
  );
}
