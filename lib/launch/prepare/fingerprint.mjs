import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";

/** @param {string} place @param {(file: string) => boolean} isWanted @returns {string[]} */
function listFiles(place, isWanted) {
  const found = statSync(place, { throwIfNoEntry: false });
  if (found === undefined) return [];
  if (!found.isDirectory()) return [place];
  return readdirSync(place, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const inside = path.join(place, entry.name);
      if (!isWanted(inside)) return [];
      return entry.isDirectory() ? listFiles(inside, isWanted) : [inside];
    });
}

/**
 * One hash over the names and contents of files and folders. By content, not by time: a clone and a
 * change of branch give every file a new time.
 * @param {string} root
 * @param {readonly string[]} places
 * @param {(file: string) => boolean} isWanted
 */
export function fingerprint(root, places, isWanted = () => true) {
  const hash = createHash("sha256");
  for (const place of places) {
    for (const file of listFiles(path.join(root, place), isWanted)) {
      hash.update(path.relative(root, file)).update("\0").update(readFileSync(file)).update("\0");
    }
  }
  return hash.digest("hex");
}

/** @param {string} file */
export function readStamp(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return null;
  }
}

/** @param {string} file @param {string} stamp */
export function writeStamp(file, stamp) {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, stamp);
}
