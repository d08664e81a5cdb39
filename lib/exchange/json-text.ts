import { type Refusal, refuse, refuseFile } from "./taxonomy-file.ts";

/** What a file of JSON holds, whatever it is; a byte order mark is left out. */
export function readJsonText(text: string): { readonly kind: "json"; readonly value: unknown } | Refusal {
  const refused = refuseFile(text);
  if (refused !== null) return refused;
  const json = text.replace(/^\ufeff/, "");
  try {
    return { kind: "json", value: JSON.parse(json) };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return refuse(...syntaxProblem(json, error.message));
  }
}

/** V8 tells the place as "... in JSON at position 12 (line 3 column 4)", or not at all where the text ends too early. */
function syntaxProblem(json: string, message: string): [place: string, reason: string] {
  const [, said = message, position] = /^(.*?) in JSON at position (\d+)/s.exec(message) ?? [];
  const before = position === undefined ? json.trimEnd() : json.slice(0, Number(position));
  const reason = `not JSON: ${said.slice(0, 1).toLowerCase()}${said.slice(1)}`;
  return [`Line ${before.split(/\r\n|\r|\n/).length}`, reason];
}
