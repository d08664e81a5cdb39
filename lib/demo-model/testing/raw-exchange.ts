import { connect } from "node:net";

/** What came over the wire, byte for byte, and how it ended. */
export interface RawExchange {
  readonly status: number | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** whole: as many bytes as promised; closed: the server ended the connection before; reset: ECONNRESET. */
  readonly end: "whole" | "closed" | "reset";
}

/** Posts to the completions of a demo model through a bare socket, so that no client repairs what it sends. */
export function rawExchange(
  baseUrl: string,
  body: unknown,
  options: { headers?: Record<string, string>; onBytes?: (leave: () => void) => void } = {},
): Promise<RawExchange> {
  const url = new URL(`${baseUrl}/chat/completions`);
  const payload = typeof body === "string" ? body : JSON.stringify(body);
  return new Promise((resolve) => {
    let received = Buffer.alloc(0);
    let isReset = false;
    let isWhole = false;
    const socket = connect(Number(url.port), url.hostname, () => {
      const headers = Object.entries(options.headers ?? {}).map(([name, value]) => `${name}: ${value}\r\n`);
      socket.write(
        `POST ${url.pathname} HTTP/1.1\r\nhost: ${url.host}\r\ncontent-type: application/json\r\n${headers.join("")}content-length: ${Buffer.byteLength(payload)}\r\n\r\n${payload}`,
      );
    });
    socket.on("data", (chunk) => {
      received = Buffer.concat([received, chunk]);
      options.onBytes?.(() => socket.destroy());
      isWhole = isComplete(received);
      if (isWhole) socket.destroy();
    });
    socket.on("error", () => {
      isReset = true;
    });
    socket.on("close", () => {
      resolve({ ...split(received), end: isWhole ? "whole" : isReset ? "reset" : "closed" });
    });
  });
}

function isComplete(received: Buffer): boolean {
  const { headers, body } = split(received);
  if (headers["transfer-encoding"] === "chunked") return body.includes("\r\n0\r\n\r\n");
  return headers["content-length"] !== undefined && body.length >= Number(headers["content-length"]);
}

function split(received: Buffer): Omit<RawExchange, "end"> {
  const end = received.indexOf("\r\n\r\n");
  if (end < 0) return { status: null, headers: {}, body: Buffer.alloc(0) };
  const [statusLine = "", ...lines] = received.subarray(0, end).toString("latin1").split("\r\n");
  const headers = Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(":");
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
  return { status: Number(statusLine.split(" ")[1]), headers, body: received.subarray(end + 4) };
}
