import OpenAI from "openai";
import type { RawExchange } from "./raw-exchange.ts";
import { openTransport, type TransportOptions } from "./transport.ts";

export interface EndpointClient {
  /** Asks for a chat completion. `requestId` names this attempt to the provider. Never rejects. */
  complete(requestId: string, body: string): Promise<RawExchange>;
  close(): Promise<void>;
}

const REQUEST_ID = "x-client-request-id";

/** What the SDK is handed in place of the response: our transport has kept the bytes, nobody parses them twice. */
const KEPT = new Response(null, { status: 204 });

/**
 * The openai SDK makes the request (address, authentication, headers) and our transport carries it out.
 * Without maxRetries and body parsing the SDK costs about 25 µs a call.
 */
export function openEndpointClient(
  endpoint: { readonly baseUrl: string; readonly apiKey: string | null },
  options: TransportOptions,
): EndpointClient {
  const { origin } = new URL(endpoint.baseUrl);
  const transport = openTransport(origin, options);
  const exchanges = new Map<string, Promise<RawExchange>>();

  const client = new OpenAI({
    baseURL: endpoint.baseUrl,
    apiKey: endpoint.apiKey ?? "none",
    adminAPIKey: null,
    ...(endpoint.apiKey === null ? { defaultHeaders: { Authorization: null } } : {}),
    maxRetries: 0,
    // Ours fires first; theirs would not cover the body.
    timeout: options.timeoutMs + 60_000,
    logLevel: "off",
    async fetch(url, init) {
      const given = init?.headers;
      const headers = Object.fromEntries(given instanceof Headers ? given : new Headers(given));
      const exchange = transport.post(String(url).slice(origin.length), headers, String(init?.body));
      exchanges.set(headers[REQUEST_ID] ?? "", exchange);
      await exchange;
      return KEPT;
    },
  });

  return {
    async complete(requestId, body) {
      try {
        const headers = { "content-type": "application/json", [REQUEST_ID]: requestId };
        await client.post("/chat/completions", { body, headers }).asResponse();
        const exchange = exchanges.get(requestId);
        if (exchange === undefined) throw new Error("the SDK sent no request");
        return await exchange;
      } catch (error) {
        return neverSent(error);
      } finally {
        exchanges.delete(requestId);
      }
    },
    close: () => transport.close(),
  };
}

function neverSent(error: unknown): RawExchange {
  const message = error instanceof Error ? error.message : String(error);
  return {
    status: null,
    headers: [],
    body: Buffer.alloc(0),
    latencyMs: 0,
    fault: { kind: "unreachable", message },
  };
}
