import { isIP, isIPv6 } from "node:net";

const isOwn = (address: string) => address === "::1" || address.startsWith("127.");

/** IPv4 as it is; of IPv6 the network of 64 bits, since each customer has that many addresses to try from. */
function plain(address: string): string {
  const bare = address.trim().replace(/^::ffff:(?=\d+\.)/i, "");
  if (!isIPv6(bare)) return bare;
  const [head = "", tail = ""] = bare.split("%")[0]?.split("::") ?? [];
  const before = head === "" ? [] : head.split(":");
  const after = tail === "" ? [] : tail.split(":");
  const zeros = bare.includes("::") ? new Array<string>(8 - before.length - after.length).fill("0") : [];
  return `${[...before, ...zeros, ...after].slice(0, 4).join(":")}::/64`;
}

/**
 * Where a request comes from, for throttling. A proxy on this machine says it at the end of X-Forwarded-For;
 * from anybody else that header is only a claim.
 */
export function callerAddress(peer: string | undefined, forwardedFor: string | undefined): string {
  const address = peer?.replace(/^::ffff:(?=\d+\.)/i, "") ?? "unknown";
  const claimed = forwardedFor?.split(",").at(-1)?.trim() ?? "";
  return isOwn(address) && isIP(claimed) !== 0 ? plain(claimed) : plain(address);
}
