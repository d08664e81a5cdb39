import { describe, expect, it } from "vitest";
import type { CallRequest } from "./ask.ts";
import { callKeyOf, promptHashOf, serialiseMessages, serialiseRequest } from "./call-key.ts";

const request: CallRequest = {
  runId: 1,
  nodeId: 2,
  stage: "write-pairs",
  turn: 1,
  promptName: "write-pairs/question",
  promptVersionId: 5,
  modelProfileId: 7,
  sampling: { temperature: 1, topP: 0.95, maxTokens: null },
  messages: [{ role: "user", content: "Größe?" }],
  draw: 3n,
  parentCallId: null,
  inputId: 9n,
  again: 0,
};
const model = { providerSlug: "demo", model: "demo-recorded" };
const hash = promptHashOf(serialiseMessages(request.messages));

describe("call key", () => {
  it("never changes: a ledger of ten million calls would be bought anew", () => {
    expect(hash).toBe("33ea1edd-a518-8bd5-94e7-25d6e6fb0243");
    expect(callKeyOf(request, model, hash)).toBe("9ee9a234-4812-94e7-a801-9c2b67ea59db");
  });

  it("does not depend on who asks, nor on how a message object was put together", () => {
    const elsewhere: CallRequest = { ...request, runId: 8, nodeId: 9, inputId: null, parentCallId: 4n };
    expect(callKeyOf(elsewhere, model, hash)).toBe(callKeyOf(request, model, hash));
    const turned = [{ content: "Größe?", role: "user" as const, more: 1 }];
    expect(promptHashOf(serialiseMessages(turned))).toBe(hash);
  });

  it("depends on everything that makes the answer another", () => {
    const others = [
      callKeyOf({ ...request, stage: "write-syllabus" }, model, hash),
      callKeyOf({ ...request, turn: 2 }, model, hash),
      callKeyOf({ ...request, promptVersionId: 6 }, model, hash),
      callKeyOf({ ...request, draw: 4n }, model, hash),
      callKeyOf({ ...request, again: 1 }, model, hash),
      callKeyOf({ ...request, sampling: { ...request.sampling, temperature: 0.7 } }, model, hash),
      callKeyOf(request, { ...model, providerSlug: "other" }, hash),
      callKeyOf(request, { ...model, model: "other" }, hash),
      callKeyOf(request, model, promptHashOf("[]")),
    ];
    expect(new Set([...others, callKeyOf(request, model, hash)]).size).toBe(others.length + 1);
  });
});

describe("request body", () => {
  it("says model, messages and sampling, and a limit only where there is one", () => {
    const messagesJson = serialiseMessages(request.messages);
    expect(JSON.parse(serialiseRequest("m", messagesJson, request.sampling))).toEqual({
      model: "m",
      messages: [{ role: "user", content: "Größe?" }],
      temperature: 1,
      top_p: 0.95,
    });
    const limited = { ...request.sampling, maxTokens: 50 };
    expect(JSON.parse(serialiseRequest("m", messagesJson, limited))).toMatchObject({ max_tokens: 50 });
  });

  it("leaves sampling out for models that reason first: they refuse it", () => {
    const limited = { ...request.sampling, maxTokens: 50 };
    expect(JSON.parse(serialiseRequest("o4-mini", "[]", limited))).toEqual({
      model: "o4-mini",
      messages: [],
      max_completion_tokens: 50,
    });
  });
});
