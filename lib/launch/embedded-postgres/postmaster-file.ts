import { readFileSync, readlinkSync, realpathSync, writeFileSync } from "node:fs";
import path from "node:path";
import { nameProgram } from "../process-mark.ts";

// postmaster.pid is PostgreSQL's own lock. Its first line is the pid of the server, the fourth its port,
// the seventh its shared memory, the eighth whether it takes connections.

export interface PostmasterFile {
  readonly pid: number;
  readonly port: number;
  readonly isReady: boolean;
}

const fileOf = (directory: string) => path.join(directory, "postmaster.pid");

export function readPostmasterFile(directory: string): PostmasterFile | null {
  try {
    const lines = readFileSync(fileOf(directory), "utf8").split("\n");
    const pid = Number(lines[0]);
    if (!Number.isInteger(pid) || pid <= 0) return null;
    return {
      pid,
      port: Number(lines[3]),
      isReady: lines[7]?.trim() === "ready",
    };
  } catch {
    return null;
  }
}

/** Another PostgreSQL of this machine may have got the pid: ours works in its directory. */
function isPostmasterOf(directory: string, pid: number): boolean {
  if (nameProgram(pid) !== "postgres") return false;
  if (process.platform !== "linux") return true;
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(directory);
  } catch {
    return false;
  }
}

/** The server that runs on this directory, by its file and by what really runs under that pid. */
export function findPostmaster(directory: string): PostmasterFile | null {
  const found = readPostmasterFile(directory);
  return found !== null && isPostmasterOf(directory, found.pid) ? found : null;
}

/** More than any system gives out, so surely nobody's. */
const NOBODYS_PID = 2_147_483_647;

/**
 * After a crash the pid in the file may belong to anybody, or to a zombie, and PostgreSQL then refuses to
 * start. Only the pid is overwritten: by the shared memory named further down PostgreSQL still sees
 * whether children of the dead server are at work.
 */
export function disarmStalePostmasterFile(directory: string): void {
  const found = readPostmasterFile(directory);
  if (found === null || isPostmasterOf(directory, found.pid)) return;
  const file = fileOf(directory);
  const lines = readFileSync(file, "utf8").split("\n");
  // In place, so that owner and mode stay.
  writeFileSync(file, [String(NOBODYS_PID), ...lines.slice(1)].join("\n"));
}
