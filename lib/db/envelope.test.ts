import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeCompletion, encodeCompletion, type RawCompletion } from "./envelope.ts";

const HEADERS = [
  ["Content-Type", "application/json"],
  ["x-request-id", "req_0123"],
] as const;

function rawOf(body: string | Buffer, status: number | null = 200): RawCompletion {
  return { status, headers: HEADERS, body: Buffer.from(body) };
}

function expectSame(raw: RawCompletion, content: string | null): string | null {
  const encoded = encodeCompletion(raw, content);
  const decoded = decodeCompletion(encoded.envelope, encoded.content);
  expect(decoded.body.equals(raw.body)).toBe(true);
  expect({ status: decoded.status, headers: decoded.headers }).toEqual({
    status: raw.status,
    headers: raw.headers.map((header) => [...header]),
  });
  return encoded.content;
}

const bodyOf = (content: string) => ({
  id: "chatcmpl-1",
  choices: [{ index: 0, message: { role: "assistant", content }, finish_reason: "stop" }],
});

const anyText = fc.string({ unit: "binary", maxLength: 400 });

describe("envelope", () => {
  it("gives any bytes back, whatever content was claimed", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2000 }), fc.option(anyText), (bytes, content) => {
        expectSame(rawOf(Buffer.from(bytes)), content);
      }),
    );
  });

  it("gives any JSON body back, in plain and in indented spelling", () => {
    fc.assert(
      fc.property(fc.json(), anyText, fc.nat(3), (json, content, indent) => {
        expectSame(rawOf(json), content);
        expectSame(rawOf(JSON.stringify({ ...bodyOf(content), json }, null, indent)), content);
      }),
    );
  });

  it("lifts the text out of every body that spells it once", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const content = `an answer: ${text.replaceAll("\0", "")}`;
        expect(expectSame(rawOf(JSON.stringify(bodyOf(content))), content)).toBe(content);
      }),
    );
  });

  it("lifts the text out of a body in ASCII spelling", () => {
    const content = "Größe: 3 µm — \u007f \u{1F600} done";
    const ascii = JSON.stringify(bodyOf(content)).replace(
      /[\u007f-\uffff]/g,
      (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
    );
    expect(expectSame(rawOf(ascii), content)).toBe(content);
  });

  it("lifts the text out of a body that spells < and > as Go does", () => {
    const content = "if a < b && b > c";
    const spelt = JSON.stringify(bodyOf(content)).replace(
      /[<>&]/g,
      (unit) => `\\u00${unit.charCodeAt(0).toString(16)}`,
    );
    expect(expectSame(rawOf(spelt), content)).toBe(content);
    expect(() => decodeCompletion(encodeCompletion(rawOf(spelt), content).envelope, null)).toThrow();
  });

  it("lifts a text that stands twice out of its first place", () => {
    expect(expectSame(rawOf(JSON.stringify({ ...bodyOf("same"), copy: "same" })), "same")).toBe("same");
  });

  it.each([
    ["has escaped slashes", '{"choices":[{"message":{"content":"a\\/b"}}]}', "a/b"],
    ["holds a NUL", JSON.stringify(bodyOf("a\0b")), "ab"],
    ["holds half a surrogate pair", JSON.stringify(bodyOf("a\ud800b")), "a\ufffdb"],
  ])("keeps the whole body in the envelope when the text %s", (_, body, content) => {
    expect(expectSame(rawOf(body), content)).toBe(content);
    const { envelope } = encodeCompletion(rawOf(body), content);
    expect(decodeCompletion(envelope, null).body.toString("utf8")).toBe(body);
  });

  it("keeps a body whose bytes are not UTF-8", () => {
    const body = Buffer.concat([Buffer.from('{"content":"x'), Buffer.of(0xff, 0xfe), Buffer.from('"}')]);
    expect(expectSame(rawOf(body), "x")).toBe("x");
  });

  it("keeps that nothing was heard", () => {
    expect(expectSame({ status: null, headers: [], body: Buffer.alloc(0) }, null)).toBe(null);
  });

  it("keeps header values with bytes beyond ASCII and with colons", () => {
    const headers = [
      ["x-note", "Gr\u00fc\u00dfe: a: b"],
      ["x-empty", ""],
      ["x-note", "again"],
    ] as const;
    expectSame({ status: 502, headers, body: Buffer.from("<html>") }, null);
  });

  it("refuses an envelope of a format it does not know", () => {
    expect(() => decodeCompletion(Buffer.of(99, 1, 2), null)).toThrow("unknown format 99");
  });
});
