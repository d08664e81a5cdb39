import type { IncomingMessage, ServerResponse } from "node:http";
import type { Delivery } from "./fault-delivery.ts";
import type { RequestLog, Served } from "./request-log.ts";

/**
 * Responses that are due within the same few milliseconds go out together: a wake-up for each costs server and
 * caller more than the response does. Rounding to the nearest keeps the mean latency as it was asked for.
 */
const BATCH_MS = 4;
const BATCHED_FROM_MS = 100;

/** One request to /v1/chat/completions from its headers to its end, with its line in the log. */
export class Exchange {
  readonly seq: number;
  readonly receivedAt = Date.now();
  bodyHash: string | null = null;
  private readonly req: IncomingMessage;
  private readonly res: ServerResponse;
  private readonly requestId: string;
  private served: Served = "left-early";
  private timer: NodeJS.Timeout | undefined;
  private isFinished = false;

  constructor(req: IncomingMessage, res: ServerResponse, seq: number, requestId: string) {
    this.req = req;
    this.res = res;
    this.seq = seq;
    this.requestId = requestId;
  }

  /** Calls back once, when the response is through or the connection is gone; then the line is written. */
  watch(log: RequestLog, onEnd: (served: Served) => void): void {
    const { res } = this;
    res.once("finish", () => {
      this.isFinished = true;
    });
    res.once("close", () => {
      clearTimeout(this.timer);
      const callerId = this.req.headers["x-client-request-id"];
      log.add({
        seq: this.seq,
        receivedAt: this.receivedAt,
        endedAt: Date.now(),
        requestId: typeof callerId === "string" ? callerId : null,
        bodyHash: this.bodyHash,
        served: this.served,
        status: res.headersSent ? res.statusCode : null,
        end: this.isFinished ? "finish" : "close",
      });
      onEnd(this.served);
    });
  }

  /** `latency` counts from the arrival of the request. */
  respond(served: Served, delivery: Delivery, latency: number, stallMs: number): void {
    this.served = served;
    if (this.res.destroyed) return;
    const due = this.receivedAt + latency;
    const at = latency < BATCHED_FROM_MS ? due : Math.round(due / BATCH_MS) * BATCH_MS;
    const wait = Math.round(at - Date.now());
    if (wait <= 0) this.deliver(delivery, stallMs);
    else this.timer = setTimeout(() => this.deliver(delivery, stallMs), wait);
  }

  private deliver(delivery: Delivery, stallMs: number): void {
    switch (delivery.kind) {
      case "whole":
        this.sendWhole(delivery);
        return;
      case "cut":
        this.sendHalf(delivery.body, delivery.isChunked, () => this.req.socket.destroy());
        return;
      case "stall":
        this.timer = setTimeout(() => this.req.socket.destroy(), stallMs);
        if (delivery.body !== null) this.sendHalf(delivery.body, false, () => {});
        return;
      case "reset":
        this.req.socket.resetAndDestroy();
        return;
    }
  }

  private sendWhole({ status, contentType, retryAfter, body }: Delivery & { kind: "whole" }): void {
    const length = typeof body === "string" ? Buffer.byteLength(body) : body.length;
    const headers = this.headers(contentType);
    if (retryAfter !== undefined) headers.push("retry-after", retryAfter);
    headers.push("content-length", String(length));
    this.res.writeHead(status, headers);
    this.res.end(body);
  }

  private sendHalf(body: string, isChunked: boolean, then: () => void): void {
    const bytes = Buffer.from(body);
    const headers = this.headers("application/json");
    if (!isChunked) headers.push("content-length", String(bytes.length));
    this.res.writeHead(200, headers);
    this.res.write(bytes.subarray(0, Math.floor(bytes.length / 2)), then);
  }

  /** Flat pairs: Node writes them without building an object. */
  private headers(contentType: string): string[] {
    return [
      "content-type",
      contentType,
      "x-request-id",
      this.requestId,
      "openai-processing-ms",
      String(Date.now() - this.receivedAt),
      "openai-version",
      "2020-10-01",
      "x-ratelimit-limit-requests",
      "10000",
      "x-ratelimit-limit-tokens",
      "30000000",
      "x-ratelimit-remaining-requests",
      "9999",
      "x-ratelimit-remaining-tokens",
      "29999000",
      "x-ratelimit-reset-requests",
      "6ms",
      "x-ratelimit-reset-tokens",
      "2ms",
    ];
  }
}
