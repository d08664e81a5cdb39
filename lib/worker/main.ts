import { hostname } from "node:os";
import { pino } from "pino";
import { openDatabase } from "#lib/db/client.ts";
import { registerWorker } from "#lib/db/workers.ts";
import { startDemoModel } from "#lib/demo-model/server.ts";
import { readEnv } from "#lib/env.ts";
import { openQueue } from "#lib/jobs/queue.ts";
import { openLedger } from "#lib/llm/ledger.ts";
import { resolveEndpoint } from "./endpoints.ts";
import { runWorker } from "./worker.ts";

// One worker process: `npm start` starts some, `npm run worker` one more on any machine with DATABASE_URL.

const log = pino({ name: "worker" }, pino.destination(2));
const env = readEnv(process.env);
if (env.databaseUrl === null) {
  process.stderr.write("A worker needs DATABASE_URL: the address of the studio's PostgreSQL.\n");
  process.exit(1);
}

const stop = new AbortController();
process.on("SIGTERM", () => stop.abort());
process.on("SIGINT", () => stop.abort());
// The supervisor is gone: nobody would restart or end this process.
process.on("disconnect", () => stop.abort());

const demo = env.provider.kind === "demo" && env.provider.url === null ? await startDemoModel({}) : null;
const provider =
  env.provider.kind === "demo"
    ? { ...env.provider, url: env.provider.url ?? demo?.url ?? null }
    : env.provider;

const db = openDatabase(env.databaseUrl, { max: 12 });
const workerId = await registerWorker(db, {
  host: hostname(),
  pid: process.pid,
  concurrency: env.concurrency,
});
const queue = await openQueue(env.databaseUrl, {
  supervise: true,
  onError: (error) => log.warn({ err: error }, "queue"),
});
const ledger = await openLedger({
  db,
  workerId,
  concurrency: env.concurrency,
  resolveModel: (modelProfileId) => resolveEndpoint(db, provider, modelProfileId),
  onTrouble: (error, where) => log.warn({ err: error }, where),
});
log.info({ workerId, concurrency: env.concurrency }, "worker ready");

await runWorker(
  { db, queue, ledger, workerId, host: hostname(), concurrency: env.concurrency, log },
  stop.signal,
);
await queue.close();
await db.close();
await demo?.close();
process.exit(0);
