import { readEnv } from "#lib/env.ts";
import { launchStudio } from "./launch-studio.ts";
import { runMain } from "./run-main.ts";
import { stopBySignal } from "./stop-by-signal.ts";

// `npm run dev`: the same studio with pages that are compiled as they are asked for.

const say = (line: string) => void process.stdout.write(`${line}\n`);

await runMain(async () => {
  const launching = launchStudio(readEnv(process.env), { isDevelopment: true, say });
  stopBySignal(launching, say);
  const studio = await launching;
  say(`GLAN Studio (development)   ${studio.url}`);
  if (studio.setUpUrl !== null) say(`First admin   ${studio.setUpUrl}`);
});
