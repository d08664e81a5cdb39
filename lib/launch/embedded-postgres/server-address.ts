import { createServer } from "node:net";
import path from "node:path";
import { type Cluster, POSTGRES_USER, pathForServer } from "./cluster.ts";

/** sun_path of Linux holds 108 bytes, that of macOS 104. */
const SOCKET_PATH_MAX = 100;
/** Only names the socket: nothing listens on this port. */
const SOCKET_PORT = 5432;

/** Where a server listens: a socket in its own directory, or a port where that path is too long. */
export interface ServerAddress {
  readonly port: number;
  readonly socketDirectory: string | null;
}

export async function findFreePort(): Promise<number> {
  const probe = createServer();
  return new Promise((resolve, reject) => {
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}

export function fitsSocket(directory: string): boolean {
  return Buffer.byteLength(path.join(directory, `.s.PGSQL.${SOCKET_PORT}`)) <= SOCKET_PATH_MAX;
}

export async function chooseAddress(cluster: Cluster): Promise<ServerAddress> {
  return fitsSocket(cluster.directory)
    ? { port: SOCKET_PORT, socketDirectory: cluster.directory }
    : { port: await findFreePort(), socketDirectory: null };
}

export function addressSettings(cluster: Cluster, address: ServerAddress): Record<string, string> {
  const hasSocket = address.socketDirectory !== null;
  return {
    port: String(address.port),
    listen_addresses: hasSocket ? "" : "127.0.0.1",
    unix_socket_directories: hasSocket ? pathForServer(cluster) : "",
    unix_socket_permissions: "0700",
  };
}

/** Port and TLS are said outright: PGPORT or PGSSLMODE of the user's shell would otherwise decide. */
export function addressUrl(cluster: Cluster, address: ServerAddress, database: string): string {
  const host = address.socketDirectory === null ? "127.0.0.1" : "localhost";
  const url = new URL(`postgres://${POSTGRES_USER}:${cluster.password}@${host}:${address.port}/${database}`);
  url.searchParams.set("sslmode", "disable");
  if (address.socketDirectory !== null) url.searchParams.set("host", address.socketDirectory);
  return url.toString();
}
