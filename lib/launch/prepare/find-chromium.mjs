import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** @param {string} root */
function findPlaywrights(root) {
  try {
    const require = createRequire(path.join(root, "package.json"));
    const program = require("@playwright/test").chromium.executablePath();
    return existsSync(program) ? program : null;
  } catch {
    return null;
  }
}

function findOnPath() {
  for (const folder of (process.env.PATH ?? "").split(path.delimiter)) {
    for (const name of NAMES) {
      const program = path.join(folder, name);
      if (existsSync(program)) return program;
    }
  }
  return null;
}

/**
 * Named by CHROMIUM_PATH, on the PATH, or Playwright's own; null where there is none.
 * @param {string} root
 */
export function findChromium(root) {
  const named = process.env.CHROMIUM_PATH;
  if (named) return existsSync(named) ? named : null;
  return findPlaywrights(root) ?? findOnPath();
}
