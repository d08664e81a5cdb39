import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { Author } from "./author.ts";
import { BoundedMap } from "./bounded-map.ts";
import { type ChatRequest, readChatRequest } from "./chat-request.ts";
import { bodyOf, completionOf } from "./completion.ts";
import { errorBody } from "./completion-body.ts";
import { Exchange } from "./exchange.ts";
import { type Delivery, faultDelivery, isImmediate } from "./fault-delivery.ts";
import type { FaultKind } from "./fault-kinds.ts";
import { FaultSchedule } from "./fault-schedule.ts";
import {
  type DemoModelOptions,
  DemoModelOptionsSchema,
  type DemoModelSettings,
  type FaultRule,
} from "./options.ts";
import { Seed } from "./random.ts";
import { Recordings } from "./recordings.ts";
import { RequestLog, type RequestLogEntry, type Served } from "./request-log.ts";
import { RequestRate } from "./request-rate.ts";
import { answerSideRequest } from "./side-requests.ts";
import type { DemoModelStats } from "./stats.ts";
import { PrefixCache } from "./usage.ts";

export interface DemoModel {
  /** Base address for an OpenAI client: http://127.0.0.1:PORT/v1 */
  readonly url: string;
  readonly log: { entries(): Promise<RequestLogEntry[]> };
  stats(): DemoModelStats;
  /** Replaces the schedule; counts of struck rules begin anew, the numbers of requests do not. */
  setFaults(rules: readonly FaultRule[]): void;
  /** Ends every connection, stalled ones too, and flushes the log. */
  close(): Promise<void>;
}

/** Purpose of the draws for latency. */
const LATENCY = 1;
const BODY_MAX = 16 * 1024 * 1024;
const BACKLOG = 4096;
const KEEP_ALIVE_MS = 600_000;
const BODIES_REMEMBERED = 20_000;
const MODELS_REMEMBERED = 100;

export async function startDemoModel(options: DemoModelOptions = {}): Promise<DemoModel> {
  const model = new RunningModel(DemoModelOptionsSchema.parse(options));
  await model.listen();
  return model;
}

class RunningModel implements DemoModel {
  url = "";
  readonly log: RequestLog;
  private readonly settings: DemoModelSettings;
  private readonly seed: Seed;
  private readonly author: Author;
  private readonly prefixCache = new PrefixCache();
  private readonly bodies = new BoundedMap<string, number>(BODIES_REMEMBERED);
  private readonly models = new Set(["demo-recorded"]);
  private readonly rate: RequestRate | null;
  private readonly served: Partial<Record<Served, number>> = {};
  /** Unique among runs of the model, so that ids never meet in one ledger. */
  private readonly idPrefix = randomUUID().replaceAll("-", "");
  private readonly server;
  private faults: FaultSchedule;
  private requests = 0;
  private inFlight = 0;
  private maxInFlight = 0;

  constructor(settings: DemoModelSettings) {
    this.settings = settings;
    this.seed = new Seed(settings.seed);
    this.author = new Author(this.seed, settings.recordings ? Recordings.load() : null);
    this.faults = new FaultSchedule(this.seed, settings.faults);
    this.rate =
      settings.requestsPerSecond === undefined
        ? null
        : new RequestRate(settings.requestsPerSecond, performance.now());
    this.log = new RequestLog(settings.requestLog);
    this.server = createServer(
      { keepAliveTimeout: KEEP_ALIVE_MS, requestTimeout: 0, headersTimeout: 0, noDelay: true },
      (req, res) => this.receive(req, res),
    );
  }

  async listen(): Promise<void> {
    const { server, settings } = this;
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen({ port: settings.port, host: "127.0.0.1", backlog: BACKLOG }, () => {
        server.off("error", reject);
        resolve();
      });
    });
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : settings.port;
    this.url = `http://127.0.0.1:${port}/v1`;
  }

  stats(): DemoModelStats {
    const { requests, inFlight, maxInFlight, served } = this;
    return { requests, inFlight, maxInFlight, served: { ...served } };
  }

  setFaults(rules: readonly FaultRule[]): void {
    this.faults = new FaultSchedule(this.seed, rules);
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    this.server.closeAllConnections();
    await closed;
    // The last exchanges write their lines when their sockets report that they are closed.
    while (this.inFlight > 0) await new Promise((resolve) => setImmediate(resolve));
    await this.log.close();
  }

  private receive(req: IncomingMessage, res: ServerResponse): void {
    if (req.url === "/v1/chat/completions" && req.method === "POST") this.receiveChat(req, res);
    else answerSideRequest(req, res, { models: this.models, stats: () => this.stats() });
  }

  private receiveChat(req: IncomingMessage, res: ServerResponse): void {
    const seq = ++this.requests;
    if (++this.inFlight > this.maxInFlight) this.maxInFlight = this.inFlight;
    const exchange = new Exchange(req, res, seq, `req_${this.idPrefix}${seq}`);
    exchange.watch(this.log, (served) => {
      this.inFlight--;
      this.served[served] = (this.served[served] ?? 0) + 1;
    });
    if (this.faults.resetsBefore(seq)) {
      exchange.respond("reset-before-request", { kind: "reset" }, 0, 0);
      return;
    }
    let body: Buffer | null = null;
    req.on("data", (chunk: Buffer) => {
      body = body === null ? chunk : Buffer.concat([body, chunk]);
      if (body.length > BODY_MAX) req.destroy();
    });
    req.once("end", () => {
      const text = body === null ? "" : body.toString("utf8");
      // What waits for its latency shall not hold the bytes as well: 1,024 in flight are 6 MB of them.
      body = null;
      this.answer(exchange, text);
    });
    // A caller who leaves in the middle of its body is no fault of ours.
    req.once("error", () => {});
  }

  private answer(exchange: Exchange, body: string): void {
    const { settings } = this;
    const read = readChatRequest(body);
    if (read.kind === "invalid") {
      const text = errorBody(read.message, "invalid_request_error", read.param, read.code);
      exchange.respond("invalid-request", jsonDelivery(400, text), 0, 0);
      return;
    }
    const { request } = read;
    exchange.bodyHash = request.bodyHash;
    if (this.models.size < MODELS_REMEMBERED) this.models.add(request.model);
    if (this.rate && !this.rate.admits(performance.now())) {
      exchange.respond("over-rate", OVER_RATE, 0, 0);
      return;
    }
    const nth = this.bodies.get(request.bodyHash) ?? 0;
    this.bodies.set(request.bodyHash, nth + 1);
    const { prompt, bodyHash } = request;
    const fault = this.faults.isEmpty ? null : this.faults.next({ seq: exchange.seq, prompt, bodyHash, nth });
    const latency = fault !== null && isImmediate(fault) ? 0 : this.latencyOf(bodyHash, nth);
    exchange.respond(fault ?? "ok", this.deliveryOf(request, fault, exchange.seq), latency, settings.stallMs);
  }

  private deliveryOf(request: ChatRequest, fault: FaultKind | null, seq: number): Delivery {
    const id = `chatcmpl-${this.idPrefix}${seq}`;
    // A request that is turned away does not use up a recorded text.
    const text = fault !== null && isImmediate(fault) ? "" : this.author.write(request);
    const completion = completionOf(request, text, id, this.prefixCache);
    return fault === null ? jsonDelivery(200, bodyOf(completion)) : faultDelivery(fault, completion);
  }

  private latencyOf(bodyHash: string, nth: number): number {
    const { min, max } = this.settings.latency;
    if (max === 0) return 0;
    return min + (max - min) * this.seed.at(bodyHash, LATENCY, nth).next();
  }
}

const OVER_RATE = {
  kind: "whole",
  status: 429,
  contentType: "application/json",
  retryAfter: "1",
  body: errorBody("Rate limit reached for requests.", "requests", null, "rate_limit_exceeded"),
} as const satisfies Delivery;

function jsonDelivery(status: number, body: string): Delivery {
  return { kind: "whole", status, contentType: "application/json", body };
}
