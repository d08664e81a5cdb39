import type { CallPlace } from "#lib/db/ledger-rows.ts";
import type { CallRequest } from "./ask.ts";
import { callKeyOf, promptHashOf, serialiseMessages, serialiseRequest } from "./call-key.ts";
import { estimateCost } from "./cost.ts";
import type { ModelEndpoint } from "./model-endpoint.ts";

/** A request with everything that does not change from attempt to attempt. */
export interface PreparedCall {
  readonly request: CallRequest;
  readonly endpoint: ModelEndpoint;
  readonly place: CallPlace;
  readonly key: string;
  readonly promptHash: string;
  readonly body: string;
  /** The limiter it counts in. */
  readonly limiter: string;
  /** What it may cost; null without a price. */
  readonly estimateNanoUsd: bigint | null;
}

export function prepareCall(request: CallRequest, endpoint: ModelEndpoint): PreparedCall {
  const messagesJson = serialiseMessages(request.messages);
  const promptHash = promptHashOf(messagesJson);
  const body = serialiseRequest(endpoint.model, messagesJson, request.sampling);
  const { runId, nodeId, stage, turn, promptName, sampling } = request;
  return {
    request,
    endpoint,
    place: { runId, nodeId, stage, turn },
    key: callKeyOf(request, endpoint, promptHash),
    promptHash,
    body,
    limiter: `${endpoint.providerSlug}/${endpoint.model}`,
    estimateNanoUsd: estimateCost(promptName, Buffer.byteLength(body), sampling.maxTokens, endpoint.prices),
  };
}
