import path from "node:path";
import { findChromium } from "./find-chromium.mjs";
import { nodeOf } from "./packages.mjs";
import { runStep } from "./run-step.mjs";
import { Obstacle, say } from "./say.mjs";

const DOWNLOAD_TIMEOUT_MS = 5 * 60_000;

/** @param {() => Promise<unknown>} step */
async function attempt(step) {
  try {
    await step();
  } catch (error) {
    if (!(error instanceof Obstacle)) throw error;
  }
}

/**
 * A Chromium for the browser tests: one that is there, else Playwright's, else the system's package.
 * @param {string} root
 */
export async function ensureChromium(root) {
  if (findChromium(root) !== null) return;
  if (process.env.CHROMIUM_PATH) {
    throw new Obstacle(`CHROMIUM_PATH names ${process.env.CHROMIUM_PATH}, and there is no such file.`);
  }
  say("Fetching a Chromium for the browser tests ...");
  await attempt(() =>
    runStep(
      "",
      nodeOf(root),
      [path.join(root, "node_modules/@playwright/test/cli.js"), "install", "chromium"],
      {
        cwd: root,
        timeoutMs: DOWNLOAD_TIMEOUT_MS,
      },
    ),
  );
  if (findChromium(root) !== null) return;
  if (process.getuid?.() === 0) {
    say("Installing the system's Chromium ...");
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    await attempt(async () => {
      await runStep("", "apt-get", ["update"], { cwd: root, env });
      await runStep("", "apt-get", ["install", "-y", "--no-install-recommends", "chromium"], {
        cwd: root,
        env,
      });
    });
  }
  if (findChromium(root) !== null) return;
  throw new Obstacle(
    "The browser tests need a Chromium and none could be fetched. Install one (Debian: apt-get install chromium) or name one with CHROMIUM_PATH=/path/to/chromium, and run npm test again.",
  );
}
