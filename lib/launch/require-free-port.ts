import { createServer } from "node:net";
import { StudioError } from "#lib/errors.ts";

export function explainListenFault(error: unknown, host: string, port: number): string {
  const code = error instanceof Error && "code" in error ? error.code : "";
  if (code === "EADDRINUSE") {
    return `Port ${port} is taken by another program. Start the studio on another one: PORT=${port + 1} npm start.`;
  }
  if (code === "EACCES") {
    return `Port ${port} is not open to this user. Start the studio on a higher one: PORT=3000 npm start.`;
  }
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND") {
    return `This machine has no address ${host}. Leave HOST out and start again.`;
  }
  return `The studio cannot listen on ${host}:${port}: ${error instanceof Error ? error.message : String(error)}.`;
}

/** Asked before anything is started, so that a taken port costs no set-up. */
export async function requireFreePort(host: string, port: number): Promise<void> {
  if (port === 0) return;
  const probe = createServer();
  await new Promise<void>((resolve, reject) => {
    probe.once("error", (error) =>
      reject(new StudioError(explainListenFault(error, host, port), { cause: error })),
    );
    probe.listen(port, host, () => probe.close(() => resolve()));
  });
}
