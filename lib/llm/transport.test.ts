import { createServer, type Server, type Socket } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { openEndpointClient } from "./endpoint-client.ts";
import { openTransport, type Transport, type TransportOptions } from "./transport.ts";

const OPTIONS: TransportOptions = {
  connections: 2,
  timeoutMs: 5_000,
  connectTimeoutMs: 1_000,
  bodyMaxBytes: 1_000,
};

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** A server that does with each request what `onRequest` says, byte by byte. */
async function listen(onRequest: (socket: Socket, request: string) => void): Promise<string> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.on("close", () => sockets.delete(socket));
    let heard = "";
    socket.on("data", (chunk) => {
      heard += chunk.toString("latin1");
      const head = heard.indexOf("\r\n\r\n");
      const length = Number(/content-length: (\d+)/i.exec(heard)?.[1] ?? 0);
      if (head < 0 || heard.length < head + 4 + length) return;
      const request = heard;
      heard = "";
      onRequest(socket, request);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closing.push(() => {
    for (const socket of sockets) socket.destroy();
    return new Promise((resolve) => server.close(resolve));
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return `http://127.0.0.1:${address.port}`;
}

function open(origin: string, options: Partial<TransportOptions> = {}): Transport {
  const transport = openTransport(origin, { ...OPTIONS, ...options });
  closing.push(() => transport.close());
  return transport;
}

const reply = (head: string, body: string | Buffer) =>
  Buffer.concat([Buffer.from(`HTTP/1.1 ${head}\r\n\r\n`, "latin1"), Buffer.from(body)]);

describe("transport", () => {
  it("keeps status, headers in order and the bytes as they came, without cookies", async () => {
    const bytes = Buffer.from([0x7b, 0xff, 0x00, 0x7d]);
    const origin = await listen((socket) => {
      const head = "200 OK\r\nX-One: 1\r\nSet-Cookie: secret=1\r\nx-one: \xe9\r\nContent-Length: 4";
      socket.write(reply(head, bytes));
    });
    const raw = await open(origin).post("/v1/x", {}, "{}");
    expect(raw).toMatchObject({ status: 200, fault: null });
    expect(raw.body.equals(bytes)).toBe(true);
    expect(raw.headers).toEqual([
      ["X-One", "1"],
      ["x-one", "\xe9"],
      ["Content-Length", "4"],
    ]);
  });

  it("keeps what was received of a body that was cut", async () => {
    const origin = await listen((socket) => {
      socket.end(reply("200 OK\r\nContent-Length: 100", "only this"));
    });
    const raw = await open(origin).post("/", {}, "{}");
    expect(raw).toMatchObject({ status: 200, fault: { kind: "cut" } });
    expect(raw.body.toString()).toBe("only this");
  });

  it("calls a connection that is reset after the request was sent a cut: it may have been bought", async () => {
    const origin = await listen((socket) => socket.resetAndDestroy());
    expect(await open(origin).post("/", {}, "{}")).toMatchObject({ status: null, fault: { kind: "cut" } });
  });

  it("gives up on a stall before the headers and within the body, and keeps what came", async () => {
    const silent = await listen(() => undefined);
    const halting = await listen((socket) => socket.write(reply("200 OK\r\nContent-Length: 100", "half")));
    const before = await open(silent, { timeoutMs: 60 }).post("/", {}, "{}");
    const within = await open(halting, { timeoutMs: 200 }).post("/", {}, "{}");
    expect(before).toMatchObject({ status: null, fault: { kind: "timeout" } });
    expect(within).toMatchObject({ status: 200, fault: { kind: "timeout" } });
    expect(within.body.toString()).toBe("half");
  });

  it("says unreachable where nobody listens", async () => {
    const origin = await listen(() => undefined);
    for (const close of closing.splice(0)) await close();
    expect(await open(origin).post("/", {}, "{}")).toMatchObject({
      status: null,
      fault: { kind: "unreachable" },
    });
  });

  it("stops reading a body that is larger than the limit", async () => {
    const origin = await listen((socket) => {
      socket.write(reply("200 OK\r\nContent-Length: 5000", "x".repeat(5_000)));
    });
    const raw = await open(origin).post("/", {}, "{}");
    expect(raw.fault?.kind).toBe("too-large");
    expect(raw.body.length).toBeLessThanOrEqual(1_000);
  });

  it("does not follow a redirect", async () => {
    let requests = 0;
    const origin = await listen((socket) => {
      requests++;
      socket.write(reply("302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0", ""));
    });
    expect(await open(origin).post("/", {}, "{}")).toMatchObject({ status: 302, fault: null });
    expect(requests).toBe(1);
  });
});

describe("endpoint client", () => {
  async function heardBy(apiKey: string | null): Promise<string> {
    let heard = "";
    const origin = await listen((socket, request) => {
      heard = request;
      socket.write(reply("500 Oops\r\nContent-Length: 2", "{}"));
    });
    const client = openEndpointClient({ baseUrl: `${origin}/some/v1`, apiKey }, OPTIONS);
    closing.push(() => client.close());
    expect(await client.complete("12-1", '{"model":"m"}')).toMatchObject({ status: 500, fault: null });
    return heard;
  }

  it("lets the SDK make the request, once, with the key and the name of the attempt", async () => {
    const heard = await heardBy("sk-test");
    expect(heard).toMatch(/^POST \/some\/v1\/chat\/completions HTTP\/1\.1\r\n/);
    expect(heard).toMatch(/\r\nauthorization: Bearer sk-test\r\n/i);
    expect(heard).toMatch(/\r\nx-client-request-id: 12-1\r\n/i);
    expect(heard).toMatch(/\r\ncontent-type: application\/json\r\n/i);
    expect(heard.endsWith('\r\n\r\n{"model":"m"}')).toBe(true);
  });

  it("sends no authorization where the endpoint has no key", async () => {
    expect(await heardBy(null)).not.toMatch(/authorization/i);
  });
});
