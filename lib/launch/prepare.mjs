// Runs before every npm script, on whatever Node the system has (20 or newer), before any package is there:
// plain JavaScript, no dependency. Brings in what is missing and is quick where nothing is.
import path from "node:path";
import { ensureChromium } from "./prepare/browser.mjs";
import { databaseClient, isMade, make, routeTypes, webPages } from "./prepare/makings.mjs";
import { arePackagesInPlace, installPackages } from "./prepare/packages.mjs";
import { lockPreparation } from "./prepare/prepare-lock.mjs";
import { explainSystemFault, Obstacle, say } from "./prepare/say.mjs";

const ROOT = path.resolve(import.meta.dirname, "../..");

/** What each script needs beyond packages and the database client. */
const needs = {
  start: [webPages],
  bench: [webPages],
  test: [routeTypes, webPages],
  check: [routeTypes],
};

/** @param {string} command */
async function prepare(command) {
  const makings = [databaseClient, ...(needs[command] ?? [])];
  const isReady = () => arePackagesInPlace(ROOT) && makings.every((making) => isMade(ROOT, making));
  if (!isReady()) {
    const release = await lockPreparation(ROOT);
    try {
      if (!arePackagesInPlace(ROOT)) await installPackages(ROOT);
      for (const making of makings) {
        if (!isMade(ROOT, making)) await make(ROOT, making);
      }
    } finally {
      release();
    }
  }
  if (command === "test") await ensureChromium(ROOT);
}

try {
  await prepare(process.argv[2] ?? "");
} catch (error) {
  const known = error instanceof Obstacle ? error.message : explainSystemFault(String(error), ROOT);
  say(known ?? String(error?.stack ?? error));
  process.exitCode = 1;
}
