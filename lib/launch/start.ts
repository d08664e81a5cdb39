import { readEnv } from "#lib/env.ts";
import { launchStudio } from "./launch-studio.ts";
import { runMain } from "./run-main.ts";
import { stopBySignal } from "./stop-by-signal.ts";

// `npm start`: the supervisor. Starts the database, the demo model, the web and the workers, keeps them
// alive and stops them in order.

const say = (line: string) => void process.stdout.write(`${line}\n`);

await runMain(async () => {
  const env = readEnv(process.env);
  const launching = launchStudio(env, { isDevelopment: false, say });
  stopBySignal(launching, say);
  const studio = await launching;
  say(`GLAN Studio   ${studio.url}`);
  if (studio.setUpUrl !== null) say(`First admin   ${studio.setUpUrl}`);
  say(`Data          ${env.databaseUrl === null ? env.dataDir : "the PostgreSQL of DATABASE_URL"}`);
  if (studio.demoModelUrl !== null) {
    say("Model         the recorded demo model; name a real one with OPENAI_API_KEY or OPENAI_BASE_URL");
  }
  say(`Up after ${(performance.now() / 1000).toFixed(1)} s. Ctrl-C stops it.`);
});
