import { Pool } from "undici";
import type { RawExchange, TransportFault } from "./raw-exchange.ts";

export interface TransportOptions {
  /** Connections to the endpoint; one request at a time on each. */
  readonly connections: number;
  /** Over the whole exchange, the body included. */
  readonly timeoutMs: number;
  readonly connectTimeoutMs: number;
  readonly bodyMaxBytes: number;
}

export interface Transport {
  /** One POST. Never rejects: what went wrong is part of what it returns. Redirects are not followed. */
  post(path: string, headers: Readonly<Record<string, string>>, body: string): Promise<RawExchange>;
  close(): Promise<void>;
}

/** Response headers that are secrets or say nothing of the completion. */
const DROPPED_HEADERS = new Set(["set-cookie", "set-cookie2"]);
/** Obsolete folding: a header value over several lines. */
const LINE_BREAKS = /[\r\n]+/g;

class TimeoutFault extends Error {}
class TooLargeFault extends Error {}

/** Keep-alive connections to one origin, below fetch: bytes are kept as they arrive, also of a cut body. */
export function openTransport(origin: string, options: TransportOptions): Transport {
  const pool = new Pool(origin, {
    connections: options.connections,
    pipelining: 1,
    connect: { timeout: options.connectTimeoutMs },
    // Our own timer spans the whole exchange.
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  return {
    post(path, headers, body) {
      return new Promise((resolve) => {
        const startedAt = performance.now();
        const chunks: Buffer[] = [];
        let size = 0;
        let status: number | null = null;
        let received: RawExchange["headers"] = [];
        let wasSent = false;
        let isOver = false;
        let abort: ((reason: Error) => void) | null = null;

        function finish(fault: TransportFault | null): void {
          if (isOver) return;
          isOver = true;
          clearTimeout(timer);
          resolve({
            status,
            headers: received,
            body: chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks),
            fault,
            latencyMs: Math.round(performance.now() - startedAt),
          });
        }

        const timer = setTimeout(() => {
          const fault = new TimeoutFault(`no complete answer within ${options.timeoutMs} ms`);
          finish(toTransportFault(fault, wasSent));
          abort?.(fault);
        }, options.timeoutMs);

        try {
          pool.dispatch(
            { path, method: "POST", headers, body },
            {
              onRequestStart(controller) {
                if (isOver) controller.abort(new TimeoutFault("given up before it was sent"));
                abort = (reason) => controller.abort(reason);
                wasSent = true;
              },
              onResponseStart(controller, statusCode, parsed) {
                // 1xx come before the answer itself.
                if (statusCode < 200) return;
                status = statusCode;
                received = readHeaders(controller.rawHeaders ?? parsed);
              },
              onResponseData(controller, chunk) {
                size += chunk.length;
                if (size > options.bodyMaxBytes) {
                  controller.abort(
                    new TooLargeFault(`the body is larger than ${options.bodyMaxBytes} bytes`),
                  );
                } else chunks.push(chunk);
              },
              onResponseEnd() {
                finish(null);
              },
              onResponseError(_controller, error) {
                finish(toTransportFault(error, wasSent));
              },
            },
          );
        } catch (error) {
          finish(toTransportFault(error, false));
        }
      });
    },
    async close() {
      await pool.destroy();
    },
  };
}

/** A request that went out and was not answered may have been bought: that is a cut, not an absence. */
function toTransportFault(error: unknown, wasSent: boolean): TransportFault {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof TimeoutFault) return { kind: "timeout", message };
  if (error instanceof TooLargeFault) return { kind: "too-large", message };
  return { kind: wasSent ? "cut" : "unreachable", message };
}

type RawHeaders = Buffer[] | string[] | Readonly<Record<string, string | string[] | undefined>>;

function readHeaders(raw: RawHeaders): [string, string][] {
  const flat = Array.isArray(raw)
    ? raw
    : Object.entries(raw).flatMap(([name, value]) => [name, String(value)]);
  const headers: [string, string][] = [];
  for (let index = 0; index + 1 < flat.length; index += 2) {
    const name = toText(flat[index]);
    if (DROPPED_HEADERS.has(name.toLowerCase())) continue;
    headers.push([name, toText(flat[index + 1])]);
  }
  return headers;
}

function toText(value: Buffer | string | undefined): string {
  const text = typeof value === "string" ? value : (value?.toString("latin1") ?? "");
  return text.replace(LINE_BREAKS, " ");
}
