import { parseArgs } from "node:util";
import { z } from "zod";
import { DemoModelOptionsSchema } from "./options.ts";
import { startDemoModel } from "./server.ts";

// The demo model as a process of its own. Options come as JSON, in the environment or as an argument, with a few
// by name: main.ts --options '{"latency":{"min":250,"max":750}}' --port 8080 --seed a --request-log FILE

const { values } = parseArgs({
  options: {
    options: { type: "string" },
    port: { type: "string" },
    seed: { type: "string" },
    "request-log": { type: "string" },
  },
});

function readOptions(): z.output<typeof DemoModelOptionsSchema> {
  const given = JSON.parse(values.options ?? process.env.GLAN_DEMO_MODEL_OPTIONS ?? "{}");
  return DemoModelOptionsSchema.parse({
    ...given,
    ...(values.port === undefined ? {} : { port: Number(values.port) }),
    ...(values.seed === undefined ? {} : { seed: values.seed }),
    ...(values["request-log"] === undefined ? {} : { requestLog: values["request-log"] }),
  });
}

async function main(): Promise<void> {
  const model = await startDemoModel(readOptions());
  let isEnding = false;
  const end = (): void => {
    if (isEnding) return;
    isEnding = true;
    void model.close().then(() => process.exit(0));
  };
  process.on("SIGTERM", end);
  process.on("SIGINT", end);
  process.on("disconnect", end);
  process.stdout.write(`${JSON.stringify({ url: model.url })}\n`);
}

main().catch((error: unknown) => {
  const reason = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
  process.stderr.write(`The demo model did not start: ${reason}\n`);
  process.exit(1);
});
