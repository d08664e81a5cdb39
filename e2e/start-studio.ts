import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";

const ROOT = path.resolve(import.meta.dirname, "..");
const START_TIMEOUT_MS = 120_000;

/** Any setting of whoever runs the tests would make this another studio. */
const OURS = /^(GLAN_|OPENAI_|DATABASE_URL$|HOST$|PORT$|npm_)/;

export const ADMIN = { email: "admin@example.org", password: "twelve letters and more" } as const;

export interface TestStudio {
  readonly url: string;
  readonly dataDir: string;
  /** What the start printed so far. */
  said(): string;
  stop(): Promise<void>;
}

async function readUrl(dataDir: string): Promise<string | null> {
  try {
    const facts: unknown = JSON.parse(await readFile(path.join(dataDir, "studio.json"), "utf8"));
    return typeof facts === "object" && facts !== null && "url" in facts ? String(facts.url) : null;
  } catch {
    return null;
  }
}

async function isHealthy(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/api/health`)).ok;
  } catch {
    return false;
  }
}

/**
 * What `npm start` starts, on a free port with a data directory of its own, and the demo model; with a first
 * admin, or nobody.
 */
export async function startStudio(options: { hasAdmin: boolean }): Promise<TestStudio> {
  const dataDir = await mkdtemp(path.join(os.tmpdir(), "glan-e2e-"));
  const admin = options.hasAdmin
    ? { GLAN_ADMIN_EMAIL: ADMIN.email, GLAN_ADMIN_PASSWORD: ADMIN.password }
    : {};
  const inherited = Object.entries(process.env).filter(([name]) => !OURS.test(name));
  const supervisor = spawn(process.execPath, [path.join(ROOT, "lib/launch/start.ts")], {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "inherit"],
    env: {
      ...Object.fromEntries(inherited),
      ...admin,
      NODE_ENV: "production",
      PORT: "0",
      GLAN_DATA_DIR: dataDir,
    },
  });
  let said = "";
  supervisor.stdout.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  const ended = new Promise<void>((resolve) => supervisor.once("close", () => resolve()));
  const stop = async () => {
    supervisor.kill("SIGTERM");
    await ended;
    await rm(dataDir, { recursive: true, force: true });
  };

  const deadline = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < deadline && supervisor.exitCode === null) {
    const url = await readUrl(dataDir);
    if (url !== null && (await isHealthy(url))) return { url, dataDir, stop, said: () => said };
    await wait(100);
  }
  await stop();
  throw new Error("The studio under test did not get healthy.");
}
