import { defineConfig } from "@playwright/test";
import { findChromium } from "./lib/launch/prepare/find-chromium.mjs";

const chromium = findChromium(import.meta.dirname);

export default defineConfig({
  testDir: "e2e",
  globalSetup: "./e2e/global-setup.ts",
  // One studio, one database: what one test does another sees.
  workers: 1,
  fullyParallel: false,
  forbidOnly: true,
  retries: 0,
  timeout: 60_000,
  reporter: [
    ["list"],
    ["json", { outputFile: process.env.PLAYWRIGHT_JSON_OUTPUT_FILE ?? "test-results/browser.json" }],
  ],
  use: {
    // Set by the global set-up; Playwright's workers read this file after it.
    baseURL: process.env.GLAN_E2E_URL ?? "",
    // Signed in as the admin; tests of other people open a context of their own.
    storageState: process.env.GLAN_E2E_STATE ?? { cookies: [], origins: [] },
    locale: "en-GB",
    timezoneId: "UTC",
    trace: "retain-on-failure",
    launchOptions: {
      ...(chromium === null ? {} : { executablePath: chromium }),
      args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
    },
  },
});
