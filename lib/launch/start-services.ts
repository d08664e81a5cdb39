import path from "node:path";
import { z } from "zod";
import type { Env } from "#lib/env.ts";
import { StudioError } from "#lib/errors.ts";
import { WORKER_NODE_FLAGS } from "#lib/worker/node-flags.ts";
import { type Service, type ServiceDefinition, startService } from "./child-service.ts";
import { ensureDataDirectory } from "./data-directory.ts";
import type { ProcessMark } from "./process-mark.ts";
import { environmentOf } from "./service-environment.ts";

const LIB = path.resolve(import.meta.dirname, "..");
/** Calls in flight may take a while to come back; what is not back by then is in doubt. */
const DRAIN_MS = 30_000;
const WEB_STOP_MS = 5000;

/** Slow as a quick model is: the sample run is there to be seen running. */
const DEMO_LATENCY_MS = { min: 400, max: 1600 };

export interface ServicesWanted {
  readonly web: boolean;
  readonly workers: number;
  /** Pages compiled as they are asked for, for work on the studio itself. */
  readonly isDevelopment?: boolean;
  readonly say?: (line: string) => void;
  /** Called whenever a process started or ended. */
  readonly onChange?: () => void;
}

export interface Services {
  readonly webUrl: string | null;
  /** Null with a provider of one's own. */
  readonly demoModelUrl: string | null;
  processes(): { name: string; mark: ProcessMark }[];
  /** Web and workers finish what they hold, then the demo model ends. */
  stop(): Promise<void>;
  /** Everything ends at once. */
  kill(): void;
}

const ReadySchema = z.object({ url: z.url() });
const RefusalSchema = z.object({ refusal: z.string() });

function readUrl(said: unknown): string | null {
  const ready = ReadySchema.safeParse(said);
  return ready.success ? ready.data.url : null;
}

function defineDemoModel(env: Env, logFile: string): ServiceDefinition {
  return {
    name: "demo model",
    entry: path.join(LIB, "demo-model/main.ts"),
    args: ["--options", JSON.stringify({ latency: DEMO_LATENCY_MS })],
    env: environmentOf(env),
    logFile,
    readiness: { by: "line", read: readUrl },
    // Workers were told the first address.
    argsAgain: (url) => [
      "--options",
      JSON.stringify({ latency: DEMO_LATENCY_MS }),
      "--port",
      new URL(url).port,
    ],
  };
}

function defineWeb(env: Env, isDevelopment: boolean, logFile: string, refuse: (sentence: string) => void) {
  return {
    name: "web",
    entry: path.join(LIB, "launch/web.ts"),
    args: isDevelopment ? ["--dev"] : [],
    env: { ...environmentOf(env), NODE_ENV: isDevelopment ? "development" : "production" },
    logFile: isDevelopment ? null : logFile,
    readiness: {
      by: "message",
      read(said: unknown) {
        const refusal = RefusalSchema.safeParse(said);
        if (refusal.success) refuse(refusal.data.refusal);
        return readUrl(said);
      },
    },
  } satisfies ServiceDefinition;
}

function defineWorker(env: Env, number: number, logFile: string): ServiceDefinition {
  return {
    name: `worker ${number}`,
    entry: path.join(LIB, "worker/main.ts"),
    args: [],
    nodeFlags: WORKER_NODE_FLAGS,
    env: environmentOf(env),
    logFile,
    readiness: null,
  };
}

/** Starts the demo model where the environment asks for it, then the web and the workers. */
export async function startServices(
  env: Env,
  databaseUrl: string,
  wanted: ServicesWanted,
): Promise<Services> {
  ensureDataDirectory(env.dataDir);
  const started: Service[] = [];
  const watch = {
    say: wanted.say ?? (() => undefined),
    onChange: wanted.onChange ?? (() => undefined),
  };
  const logFile = (name: string) => path.join(env.dataDir, `${name.replaceAll(" ", "-")}.log`);
  const start = async (definition: ServiceDefinition) => {
    const service = await startService(definition, watch);
    started.push(service);
    watch.onChange();
    return service.ready;
  };
  const kill = () => {
    for (const service of started) service.kill();
  };

  let refusal: string | null = null;
  try {
    let demoModelUrl = env.provider.kind === "demo" ? env.provider.url : null;
    if (env.provider.kind === "demo" && demoModelUrl === null) {
      demoModelUrl = await start(defineDemoModel(env, logFile("demo model")));
    }
    const childEnv: Env = {
      ...env,
      databaseUrl,
      provider: env.provider.kind === "demo" ? { kind: "demo", url: demoModelUrl } : env.provider,
    };
    // Workers first: they are at work while the web loads.
    for (let number = 1; number <= wanted.workers; number += 1) {
      await start(defineWorker(childEnv, number, logFile(`worker ${number}`)));
    }
    const webUrl = wanted.web
      ? await start(
          defineWeb(childEnv, wanted.isDevelopment ?? false, logFile("web"), (sentence) => {
            refusal = sentence;
          }),
        )
      : null;
    return {
      webUrl,
      demoModelUrl,
      processes: () =>
        started.flatMap((service) => {
          const mark = service.mark();
          return mark === null ? [] : [{ name: service.name, mark }];
        }),
      async stop() {
        const isDemoModel = (service: Service) => service.name === "demo model";
        await Promise.all(
          started
            .filter((service) => !isDemoModel(service))
            .map((service) => service.stop(service.name === "web" ? WEB_STOP_MS : DRAIN_MS)),
        );
        await Promise.all(started.filter(isDemoModel).map((service) => service.stop(WEB_STOP_MS)));
      },
      kill,
    };
  } catch (error) {
    kill();
    if (refusal !== null) throw new StudioError(refusal, { cause: error });
    throw new StudioError(
      `${error instanceof Error ? error.message : String(error)} The logs in ${env.dataDir} say why.`,
      { cause: error },
    );
  }
}
