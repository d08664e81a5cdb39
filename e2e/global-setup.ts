import path from "node:path";
import { chromium, type FullConfig } from "@playwright/test";
import { ADMIN, startStudio } from "./start-studio.ts";

/**
 * One studio for all browser tests; they find it by GLAN_E2E_URL, its command line by GLAN_E2E_DATA_DIR, and
 * the cookies of its admin in the file GLAN_E2E_STATE.
 */
export default async function setUp(config: FullConfig): Promise<() => Promise<void>> {
  const studio = await startStudio({ hasAdmin: true });
  try {
    const state = path.join(studio.dataDir, "admin-state.json");
    await keepSignIn(studio.url, state, config);
    process.env.GLAN_E2E_URL = studio.url;
    process.env.GLAN_E2E_DATA_DIR = studio.dataDir;
    process.env.GLAN_E2E_STATE = state;
  } catch (error) {
    await studio.stop();
    throw error;
  }
  return studio.stop;
}

async function keepSignIn(url: string, file: string, config: FullConfig): Promise<void> {
  const browser = await chromium.launch(config.projects[0]?.use.launchOptions ?? {});
  try {
    const page = await browser.newPage({ baseURL: url });
    await page.goto("/sign-in");
    await page.getByLabel("E-mail address").fill(ADMIN.email);
    await page.getByLabel("Password").fill(ADMIN.password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.waitForURL(`${url}/`);
    await page.context().storageState({ path: file });
  } finally {
    await browser.close();
  }
}
