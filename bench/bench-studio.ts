import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Database, openDatabase } from "#lib/db/client.ts";
import { applyMigrations } from "#lib/db/migrations.ts";
import type { DemoModelOptions } from "#lib/demo-model/options.ts";
import { type Env, readEnv } from "#lib/env.ts";
import { openQueue, type Queue } from "#lib/jobs/queue.ts";
import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from "#lib/launch/embedded-postgres/embedded-postgres.ts";
import { provisionStudio } from "#lib/launch/provision.ts";
import { WORKER_NODE_FLAGS } from "#lib/worker/node-flags.ts";
import { endProcess, ROOT, startDemoProcess } from "./demo-process.ts";

/** A studio without the web: a PostgreSQL on an empty directory, a demo model and workers, each a process. */
export interface BenchStudio {
  readonly postgres: EmbeddedPostgres;
  readonly databaseUrl: string;
  readonly db: Database;
  readonly queue: Queue;
  readonly env: Env;
  readonly demoUrl: string;
  readonly requestLog: string;
  startWorker(concurrency: number): BenchWorker;
  close(): Promise<void>;
}

export interface BenchWorker {
  readonly process: ChildProcess;
  /** Resident memory in bytes, now. */
  memory(): Promise<number>;
  stop(): Promise<void>;
}

export async function openBenchStudio(demo: DemoModelOptions): Promise<BenchStudio> {
  const directory = await mkdtemp(path.join(tmpdir(), "glan-bench-"));
  const requestLog = path.join(directory, "requests.jsonl");
  const postgres = await startEmbeddedPostgres(path.join(directory, "data"), () => undefined);
  const databaseUrl = postgres.url;
  await applyMigrations(databaseUrl);
  const model = await startDemoProcess({ ...demo, requestLog });
  // An endpoint, not "the demo": nothing but what is measured may run.
  const env = readEnv({ DATABASE_URL: databaseUrl, OPENAI_BASE_URL: model.url, GLAN_MODEL: "demo-recorded" });
  const db = openDatabase(databaseUrl);
  await provisionStudio(db, env);
  const queue = await openQueue(databaseUrl);
  const workers = new Set<BenchWorker>();
  return {
    postgres,
    databaseUrl,
    db,
    queue,
    env,
    demoUrl: model.url,
    requestLog,
    startWorker(concurrency) {
      const child = spawn(process.execPath, [...WORKER_NODE_FLAGS, "lib/worker/main.ts"], {
        cwd: ROOT,
        stdio: ["ignore", "ignore", "inherit", "ipc"],
        env: {
          ...process.env,
          DATABASE_URL: databaseUrl,
          OPENAI_BASE_URL: model.url,
          GLAN_MODEL: "demo-recorded",
          GLAN_CONCURRENCY: String(concurrency),
        },
      });
      const worker: BenchWorker = {
        process: child,
        async memory() {
          const status = await readFile(`/proc/${child.pid}/status`, "utf8").catch(() => "");
          return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? 0) * 1024;
        },
        async stop() {
          workers.delete(worker);
          await endProcess(child);
        },
      };
      workers.add(worker);
      return worker;
    },
    async close() {
      await Promise.all([...workers].map((worker) => worker.stop()));
      await queue.close();
      await db.close();
      await endProcess(model.process);
      await postgres.stop("fast");
      await rm(directory, { recursive: true, force: true });
    },
  };
}
