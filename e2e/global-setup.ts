import { startStudio } from "./start-studio.ts";

/** One studio for all browser tests; they find it by GLAN_E2E_URL, and its command line by GLAN_E2E_DATA_DIR. */
export default async function setUp(): Promise<() => Promise<void>> {
  const studio = await startStudio();
  process.env.GLAN_E2E_URL = studio.url;
  process.env.GLAN_E2E_DATA_DIR = studio.dataDir;
  return studio.stop;
}
