import { existsSync, mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import path from "node:path";
import { say } from "./say.mjs";

const BEAT_MS = 2000;
const DEAD_AFTER_MS = 15_000;

/** @param {string} file */
function isDead(file) {
  try {
    if (Date.now() - statSync(file).mtimeMs > DEAD_AFTER_MS) return true;
    process.kill(Number(readFileSync(file, "utf8")), 0);
    return false;
  } catch (error) {
    // Gone is free; a process of somebody else (EPERM) lives.
    return error.code === "ENOENT" || error.code === "ESRCH";
  }
}

/**
 * One preparation at a time in a folder. The holder touches the file while it works, so that neither a
 * kill nor a reused pid keeps the next one out.
 * @param {string} root
 * @returns {Promise<() => void>}
 */
export async function lockPreparation(root) {
  const file = path.join(root, ".cache/prepare.lock");
  // Not recursive: on a read-only disk that fails without a word about the disk.
  if (!existsSync(path.dirname(file))) mkdirSync(path.dirname(file));
  for (let isTold = false; ; ) {
    try {
      writeFileSync(file, String(process.pid), { flag: "wx" });
      break;
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
    }
    if (isDead(file)) {
      rmSync(file, { force: true });
      continue;
    }
    if (!isTold) say("Another start is preparing the studio; waiting for it.");
    isTold = true;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  const beat = setInterval(() => utimesSync(file, new Date(), new Date()), BEAT_MS).unref();
  const release = () => rmSync(file, { force: true });
  process.once("exit", release);
  return () => {
    clearInterval(beat);
    process.off("exit", release);
    release();
  };
}
