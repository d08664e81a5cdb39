import type { IncomingMessage, ServerResponse } from "node:http";
import { errorBody } from "./completion-body.ts";
import type { DemoModelStats } from "./stats.ts";

interface Served {
  readonly models: ReadonlySet<string>;
  readonly stats: () => DemoModelStats;
}

/** Everything but completions: the models, the counters, and what does not exist. */
export function answerSideRequest(req: IncomingMessage, res: ServerResponse, served: Served): void {
  const [path = "/"] = (req.url ?? "/").split("?");
  const method = req.method ?? "GET";
  // A body that nobody wants must not hold up the connection.
  req.resume();
  if (path === "/v1/chat/completions") {
    const message = `Not allowed to ${method} on /v1/chat/completions. (HINT: Perhaps you meant to use a different HTTP method?)`;
    send(res, 405, errorBody(message, "invalid_request_error", null, "method_not_supported"));
  } else if (method === "GET" && path === "/demo/stats") {
    send(res, 200, JSON.stringify(served.stats()));
  } else if (method === "GET" && path === "/v1/models") {
    send(res, 200, JSON.stringify({ object: "list", data: [...served.models].map(modelOf) }));
  } else if (method === "GET" && path.startsWith("/v1/models/")) {
    sendModel(res, path.slice("/v1/models/".length), served);
  } else {
    send(res, 404, errorBody(`Invalid URL (${method} ${path})`, "invalid_request_error"));
  }
}

function sendModel(res: ServerResponse, encoded: string, served: Served): void {
  const id = [...served.models].find((model) => encodeURIComponent(model) === encoded || model === encoded);
  if (id !== undefined) {
    send(res, 200, JSON.stringify(modelOf(id)));
  } else {
    const message = `The model '${encoded}' does not exist`;
    send(res, 404, errorBody(message, "invalid_request_error", "model", "model_not_found"));
  }
}

function modelOf(id: string) {
  return { id, object: "model", created: 1_700_000_000, owned_by: "demo" };
}

function send(res: ServerResponse, status: number, body: string): void {
  res.writeHead(status, { "content-type": "application/json", "content-length": Buffer.byteLength(body) });
  res.end(body);
}
