import { randomBytes } from "node:crypto";
import { mkdir, readdir, rename, rm, rmdir } from "node:fs/promises";
import path from "node:path";
import { StudioError } from "#lib/errors.ts";

/**
 * Gives `write` a new folder beside `directory` and moves it there once it is whole: a data set is there
 * completely or not at all. Refuses a folder that has something in it.
 */
export async function writeFolderWhole<T>(
  directory: string,
  write: (draft: string) => Promise<T>,
): Promise<T> {
  const target = path.resolve(directory);
  await refuseOccupied(target);
  // A sibling, because a rename works only within one file system.
  const draft = path.join(
    path.dirname(target),
    `.${path.basename(target)}.${process.pid}.${randomBytes(4).toString("hex")}.partial`,
  );
  try {
    await mkdir(draft, { recursive: true });
    const result = await write(draft);
    await refuseOccupied(target);
    await rmdir(target).catch(ignoreMissing);
    await rename(draft, target);
    return result;
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    throw toStudioError(error, target);
  }
}

async function refuseOccupied(target: string): Promise<void> {
  let names: string[];
  try {
    names = await readdir(target);
  } catch (error) {
    ignoreMissing(error);
    return;
  }
  if (names.length > 0) {
    throw new StudioError(`${target} is not empty. Name a new folder; nothing was written.`);
  }
}

function ignoreMissing(error: unknown): void {
  if (codeOf(error) !== "ENOENT") throw error;
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: "this user may not write there",
  EPERM: "this user may not write there",
  EROFS: "that file system is read-only",
  ENOSPC: "there is no space left on the disk",
  EDQUOT: "the disk quota is used up",
  ENOTDIR: "a part of the path is a file",
  EEXIST: "a part of the path is a file",
};

function toStudioError(error: unknown, target: string): unknown {
  const reason = REASONS[codeOf(error) ?? ""];
  if (reason === undefined) return error;
  return new StudioError(`The data set cannot be written to ${target}: ${reason}.`, { cause: error });
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}
