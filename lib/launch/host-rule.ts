import { StudioError } from "#lib/errors.ts";

const LOOPBACK_NAMES = ["localhost", "127.0.0.1", "::1", "[::1]"];

export function isLoopback(host: string): boolean {
  return LOOPBACK_NAMES.includes(host) || host.endsWith(".localhost") || /^127\.\d+\.\d+\.\d+$/.test(host);
}

/** The pages have no sign-in: whoever reaches them may do everything. */
export function requireLoopback(host: string): void {
  if (isLoopback(host)) return;
  throw new StudioError(
    `HOST=${host} would open the studio to the network, and its pages ask nobody who they are. Leave HOST out and reach it from elsewhere through a tunnel: ssh -L 3000:127.0.0.1:3000 this-machine.`,
  );
}

/**
 * Whether a request names this machine in its Host header. A page of the open web can make a browser
 * send requests here under a name of its own (DNS rebinding); such a name is not ours.
 */
export function isOurHost(header: string | undefined): boolean {
  if (header === undefined) return false;
  return isLoopback(header.replace(/:\d+$/, ""));
}
