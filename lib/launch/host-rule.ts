import { isIP } from "node:net";
import type { Env } from "#lib/env.ts";

const LOOPBACK_NAMES = ["localhost", "127.0.0.1", "::1"];
const EVERY_ADDRESS = ["0.0.0.0", "::"];

const isLoopback = (name: string) =>
  LOOPBACK_NAMES.includes(name) || name.endsWith(".localhost") || /^127\.\d+\.\d+\.\d+$/.test(name);

/** The name of a Host header: lower case, without port, dot at the end and brackets. */
const nameOf = (header: string) =>
  header
    .toLowerCase()
    .replace(/:\d+$/, "")
    .replace(/^\[(.*)\]$/, "$1")
    .replace(/\.$/, "");

/**
 * Whether a request names this studio in its Host header. A page of the open web can make a browser send
 * requests here under a name of its own (DNS rebinding), and they would look like the studio's own; so names
 * are told to us by HOST or GLAN_ALLOWED_HOSTS. A bare address cannot be bound to anything else: where HOST
 * is every address of the machine, any address will do.
 */
export function isOurHost(header: string | undefined, env: Pick<Env, "host" | "allowedHosts">): boolean {
  if (header === undefined) return false;
  const name = nameOf(header);
  if (isLoopback(name) || env.allowedHosts.includes(name)) return true;
  return EVERY_ADDRESS.includes(env.host) ? isIP(name) !== 0 : name !== "" && name === nameOf(env.host);
}

/** How a person on this machine reaches the pages. */
export function urlOf(host: string, port: number): string {
  const name = EVERY_ADDRESS.includes(host) ? "localhost" : host;
  return `http://${name.includes(":") ? `[${name}]` : name}:${port}`;
}
