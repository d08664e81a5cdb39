import type { Env } from "#lib/env.ts";
import { lockDataDirectory } from "./data-directory.ts";
import { markProcess } from "./process-mark.ts";
import { offerSetUp, readyDatabase } from "./ready-database.ts";
import { requireFreePort } from "./require-free-port.ts";
import { startServices } from "./start-services.ts";
import { startStudioDatabase } from "./studio-database.ts";
import {
  clearLeftovers,
  forgetStudioFacts,
  type StudioFacts,
  waitForStopping,
  writeStudioFacts,
} from "./studio-facts.ts";

export interface Studio {
  readonly url: string;
  readonly demoModelUrl: string | null;
  /** Where the first admin makes their account; null once anybody has one. */
  readonly setUpUrl: string | null;
  /** Web and workers finish, then the database writes out what it holds. */
  stop(): Promise<void>;
  /** At once; the next start puts the database in order. */
  kill(): Promise<void>;
}

/** Starts everything in order. What was started is stopped again when a later step fails. */
export async function launchStudio(
  env: Env,
  options: { isDevelopment: boolean; say: (line: string) => void },
): Promise<Studio> {
  const { say } = options;
  await waitForStopping(env.dataDir, say);
  const lock = lockDataDirectory(env.dataDir, options.isDevelopment ? "npm run dev" : "npm start");
  const undo: (() => Promise<void> | void)[] = [() => lock.release()];
  try {
    await clearLeftovers(env.dataDir);
    await requireFreePort(env.host, env.port);
    let tell = (): void => undefined;
    const database = await startStudioDatabase(env, (line) => {
      say(line);
      tell();
    });
    undo.push(() => database.stop("fast"));
    await readyDatabase(database.url, env);
    const setUpToken = await offerSetUp(database.url);

    const services = await startServices(env, database.url, {
      web: true,
      workers: env.workers,
      isDevelopment: options.isDevelopment,
      say,
      onChange: () => tell(),
    });
    const supervisor = markProcess(process.pid) ?? { pid: process.pid, started: "" };
    let state: StudioFacts["state"] = "running";
    tell = () =>
      writeStudioFacts(env.dataDir, {
        supervisor,
        state,
        url: services.webUrl,
        demoModelUrl: services.demoModelUrl,
        database: database.kind,
        postgresPid: database.pid(),
        processes: services.processes(),
      });
    tell();
    const end = () => {
      tell = () => undefined;
      forgetStudioFacts(env.dataDir);
      lock.release();
    };
    return {
      url: services.webUrl ?? "",
      demoModelUrl: services.demoModelUrl,
      setUpUrl: setUpToken === null ? null : `${services.webUrl ?? ""}/set-up?token=${setUpToken}`,
      async stop() {
        state = "stopping";
        tell();
        await services.stop();
        await database.stop("fast");
        end();
      },
      async kill() {
        services.kill();
        await database.stop("immediate");
        end();
      },
    };
  } catch (error) {
    for (const step of undo.reverse()) await step();
    throw error;
  }
}
