import { createServer } from "node:http";
import path from "node:path";
import next from "next";
import { ADDRESS_HEADER, PATH_HEADER } from "#lib/auth/request-headers.ts";
import { readEnv } from "#lib/env.ts";
import { callerAddress } from "./caller-address.ts";
import { isOurHost, urlOf } from "./host-rule.ts";
import { explainListenFault } from "./require-free-port.ts";
import { runMain } from "./run-main.ts";

// The web process: Next behind a plain HTTP server. Tells its parent by a message where it listens.

const ROOT = path.resolve(import.meta.dirname, "../..");
/** Longer than proxies keep a connection, so that it is never we who close under a request. */
const KEEP_ALIVE_MS = 65_000;
/** How long open requests may take to end; streams never end by themselves. */
const CLOSE_MS = 2000;

function tellParent(message: { url: string } | { refusal: string }): Promise<void> {
  return new Promise((resolve) => {
    if (process.send === undefined) resolve();
    else process.send(message, undefined, undefined, () => resolve());
  });
}

await runMain(async () => {
  const env = readEnv(process.env);
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS, headersTimeout: KEEP_ALIVE_MS + 1000 });
  const isDevelopment = process.argv.includes("--dev");
  const app = next({ dev: isDevelopment, dir: ROOT, hostname: env.host, port: env.port, httpServer: server });
  await app.prepare();
  const handle = app.getRequestHandler();
  server.on("request", (request, response) => {
    if (!isOurHost(request.headers.host, env)) {
      response.writeHead(421, { "content-type": "text/plain; charset=utf-8" });
      response.end("The studio does not answer to this name. Name it in GLAN_ALLOWED_HOSTS.\n");
      return;
    }
    const forwardedFor = request.headers["x-forwarded-for"];
    request.headers[ADDRESS_HEADER] = callerAddress(request.socket.remoteAddress, forwardedFor?.toString());
    request.headers[PATH_HEADER] = request.url ?? "/";
    void handle(request, response);
  });
  if (isDevelopment) {
    const upgrade = app.getUpgradeHandler();
    server.on("upgrade", (request, socket, head) => void upgrade(request, socket, head));
  }

  const close = () => {
    server.close(() => process.exit(0));
    server.closeIdleConnections();
    setTimeout(() => process.exit(0), CLOSE_MS);
  };
  process.on("SIGTERM", close);
  process.on("SIGINT", close);
  // The supervisor is gone, and its successor needs the port.
  process.on("disconnect", () => process.exit(0));

  server.once("error", async (error) => {
    await tellParent({ refusal: explainListenFault(error, env.host, env.port) });
    process.exit(1);
  });
  server.listen(env.port, env.host, () => {
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : env.port;
    void tellParent({ url: urlOf(env.host, port) });
  });
});
