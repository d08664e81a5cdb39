// What envelopes of OpenAI-compatible providers have in common. Deflate finds the most recent text cheapest,
// so the most usual comes last. A changed dictionary needs a new format version in envelope.ts: bodies
// written with version 1 can only be read with exactly these bytes.

const RARE = [
  '{"error":{"message":"Rate limit reached for gpt-4o in organization org- on tokens per min (TPM): Limit 30000, ',
  "Used 29000, Requested 1500. Please try again in 1.2s. Visit https://platform.openai.com/account/rate-limits to ",
  'learn more.","type":"tokens","param":null,"code":"rate_limit_exceeded"}}',
  '{"error":{"message":"The server had an error while processing your request. Sorry about that!","type":',
  '"server_error","param":null,"code":null}}{"error":{"message":"You exceeded your current quota, please check ',
  'your plan and billing details.","type":"insufficient_quota","param":null,"code":"insufficient_quota"}}',
  '{"error":{"message":"","type":"invalid_request_error","param":"messages","code":"context_length_exceeded"}}',
  "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n",
  "<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n",
  "content-type: text/html\ncontent-type: text/html; charset=utf-8\nretry-after: 1\nretry-after-ms: ",
  "server: uvicorn\nserver: nginx\ntransfer-encoding: chunked\nvary: Origin\ncache-control: no-cache\n",
  '"finish_reason":"length"},"finish_reason": "stop", "stop_reason": null, "prompt_logprobs": null, "kv_transfer_params": null',
  '"tool_calls":[],"reasoning_content":null,"function_call":null,"audio":null,"annotations":[],"content_filter_results":',
  '{"hate":{"filtered":false,"severity":"safe"},"self_harm":{"filtered":false,"severity":"safe"},"sexual":',
  '{"filtered":false,"severity":"safe"},"violence":{"filtered":false,"severity":"safe"}}',
  '{"id": "chatcmpl-", "object": "chat.completion", "created": 17, "model": "", "choices": [{"index": 0, "message": ',
  '{"role": "assistant", "content": }, "logprobs": null, "finish_reason": "stop"}], "usage": {"prompt_tokens": ',
  ', "total_tokens": , "completion_tokens": , "prompt_tokens_details": null}, "system_fingerprint": null}',
];

const USUAL = [
  "access-control-expose-headers: X-Request-ID\nopenai-organization: user-\nopenai-version: 2020-10-01\n",
  "x-envoy-upstream-service-time: \nx-ratelimit-limit-requests: 10000\nx-ratelimit-limit-tokens: 30000000\n",
  "x-ratelimit-remaining-requests: 9999\nx-ratelimit-remaining-tokens: 29999\nx-ratelimit-reset-requests: 6ms\n",
  "x-ratelimit-reset-tokens: 0s\ncf-cache-status: DYNAMIC\nserver: cloudflare\nx-content-type-options: nosniff\n",
  'strict-transport-security: max-age=31536000; includeSubDomains; preload\nalt-svc: h3=":443"; ma=86400\ncf-ray: -FRA\n',
  "openai-processing-ms: \nx-request-id: req_\nX-Request-Id: \ncontent-length: \nContent-Length: \n",
  "Connection: keep-alive\nKeep-Alive: timeout=5\nContent-Type: application/json; charset=utf-8\n",
  "Date: Mon, Tue, Wed, Thu, Fri, Sat, Sun, Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec 2026 2027 GMT\n",
  "date: Fri, 20 Nov 2026 00:00:00 GMT\ncontent-type: application/json\nconnection: keep-alive\n",
  '{"id":"chatcmpl-","object":"chat.completion","created":17,"model":"demo-recorded","model":"mistral-large-latest",',
  '"model":"gpt-4o-mini-2024-07-18","model":"gpt-4o-2024-08-06","choices":[{"index":0,"message":{"role":"assistant",',
  '"content":,"refusal":null,"annotations":[]},"finish_reason":"stop","logprobs":null}],"usage":{"prompt_tokens":,',
  '"completion_tokens":,"total_tokens":,"prompt_tokens_details":{"cached_tokens":0,"audio_tokens":0},',
  '"completion_tokens_details":{"reasoning_tokens":0,"audio_tokens":0,"accepted_prediction_tokens":0,',
  '"rejected_prediction_tokens":0}},"service_tier":"default","system_fingerprint":"fp_"}\n',
];

export const ENVELOPE_DICTIONARY: Buffer = Buffer.from([...RARE, ...USUAL].join(""), "latin1");
