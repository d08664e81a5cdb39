import { randomBytes } from "node:crypto";
import { link, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { StudioError } from "#lib/errors.ts";

const SECRET_BYTES = 32;

/** The secret that signs sessions: dataDir/auth-secret, made at the first call, readable by its owner alone. */
export async function readAuthSecret(dataDir: string): Promise<string> {
  const file = path.join(dataDir, "auth-secret");
  const found = await readSecret(file);
  if (found !== null) return found;
  await mkdir(dataDir, { recursive: true });
  const draft = `${file}.${process.pid}.${randomBytes(4).toString("hex")}`;
  await writeFile(draft, `${randomBytes(SECRET_BYTES).toString("hex")}\n`, {
    mode: 0o600,
    flag: "wx",
  });
  try {
    // link refuses an existing name: of two processes that start at once, both use the first one's secret.
    await link(draft, file);
  } catch (error) {
    if (!isCode(error, "EEXIST")) throw error;
  } finally {
    await rm(draft, { force: true });
  }
  const secret = await readSecret(file);
  if (secret === null) throw new StudioError(`The file ${file} could not be read after it was written.`);
  return secret;
}

async function readSecret(file: string): Promise<string | null> {
  let content: string;
  try {
    content = (await readFile(file, "utf8")).trim();
  } catch (error) {
    if (isCode(error, "ENOENT")) return null;
    throw new StudioError(`The file ${file} cannot be read. Make it readable for this user.`, {
      cause: error,
    });
  }
  if (content.length < SECRET_BYTES) {
    throw new StudioError(`The file ${file} is damaged. Remove it; everybody then signs in again.`);
  }
  return content;
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
