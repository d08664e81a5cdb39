import type { CompletionState } from "#lib/glan/words.ts";

const SENTENCES = {
  ok: "The model answered.",
  truncated: "The model's text was cut off at its limit of tokens.",
  refused: "The model refused to answer.",
  filtered: "The provider's content filter stopped the answer.",
  empty: "The model answered without any text.",
  malformed: "The provider answered with something that is not a completion.",
  "error-body": "The provider answered with an error.",
  "rate-limited": "The provider's rate limit was reached.",
  quota: "The provider's quota is used up.",
  unauthorised: "The provider refused the API key.",
  "bad-request": "The provider did not accept the request.",
  "server-error": "The provider's server failed.",
  cut: "The connection broke before the answer was complete.",
  timeout: "The provider took too long to answer.",
  unreachable: "The provider could not be reached.",
  "in-doubt": "The worker ended before an answer arrived; whether it was bought is not known.",
} as const satisfies Record<CompletionState, string>;

/** A sentence for people, with what was seen behind it where there is more to say. */
export function describeState(state: CompletionState, seen = ""): string {
  return seen === "" ? SENTENCES[state] : `${SENTENCES[state]} (${seen})`;
}
