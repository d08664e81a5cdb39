import { StudioError } from "#lib/errors.ts";
import type { PromptDefinition } from "./stage.ts";

/** A template that cannot be rendered; the message names every variable at fault. */
export class TemplateError extends StudioError {
  override readonly name = "TemplateError";
}

/** One stretch of a template: text as it stands, or the name of a variable. */
export type TemplatePart =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "variable"; readonly name: string };

export type TemplateCheck =
  | { readonly kind: "fits" }
  | {
      readonly kind: "unfit";
      readonly unknown: readonly string[];
      readonly missing: readonly string[];
      readonly message: string;
    };

/** Splits a template at its {{variables}}. Braces that enclose no plain name are text: LaTeX and JSON use them too. */
export function splitTemplate(template: string): TemplatePart[] {
  const parts: TemplatePart[] = [];
  let end = 0;
  for (const match of template.matchAll(/\{\{ *([A-Za-z]\w*) *\}\}/g)) {
    if (match.index > end) parts.push({ kind: "text", text: template.slice(end, match.index) });
    parts.push({ kind: "variable", name: match[1] ?? "" });
    end = match.index + match[0].length;
  }
  if (end < template.length) parts.push({ kind: "text", text: template.slice(end) });
  return parts;
}

/** Whether a wording, perhaps edited by a person, uses exactly the variables of its prompt. */
export function checkTemplate(
  definition: Pick<PromptDefinition, "variables">,
  template: string,
): TemplateCheck {
  return checkParts(splitTemplate(template), definition.variables);
}

/**
 * Fills {{name}} in one pass: a value that contains {{other}} stays as it is.
 * Throws TemplateError for a variable without a value and for a value without a place.
 */
export function renderTemplate(template: string, values: Readonly<Record<string, string>>): string {
  return renderParts(checkedParts(template, Object.keys(values)), values);
}

/** The parts of a template that uses exactly these variables; throws TemplateError otherwise. */
export function checkedParts(template: string, variables: readonly string[]): TemplatePart[] {
  const parts = splitTemplate(template);
  const check = checkParts(parts, variables);
  if (check.kind === "unfit") throw new TemplateError(check.message);
  return parts;
}

/** Fills parts that were checked before; a variable without a value throws. */
export function renderParts(
  parts: readonly TemplatePart[],
  values: Readonly<Record<string, string>>,
): string {
  let text = "";
  for (const part of parts) text += part.kind === "text" ? part.text : givenValue(values, part.name);
  return text;
}

/** Fills the variables that have a value, and leaves the rest to renderParts. Neighbouring text becomes one part. */
export function fillParts(
  parts: readonly TemplatePart[],
  values: Readonly<Record<string, string>>,
): TemplatePart[] {
  const filled: TemplatePart[] = [];
  let text = "";
  for (const part of parts) {
    if (part.kind === "text") text += part.text;
    else if (Object.hasOwn(values, part.name)) text += givenValue(values, part.name);
    else {
      filled.push({ kind: "text", text }, part);
      text = "";
    }
  }
  filled.push({ kind: "text", text });
  return filled;
}

function checkParts(parts: readonly TemplatePart[], variables: readonly string[]): TemplateCheck {
  const used = new Set(parts.flatMap((part) => (part.kind === "variable" ? [part.name] : [])));
  const unknown = [...used].filter((name) => !variables.includes(name));
  const missing = variables.filter((name) => !used.has(name));
  if (unknown.length === 0 && missing.length === 0) return { kind: "fits" };
  const sentences = [
    unknown.length > 0 ? `The prompt uses ${braced(unknown)}, which this prompt does not have.` : "",
    missing.length > 0 ? `The prompt must use ${braced(missing)}.` : "",
  ];
  return {
    kind: "unfit",
    unknown,
    missing,
    message: sentences.filter(Boolean).join(" "),
  };
}

function givenValue(values: Readonly<Record<string, string>>, name: string): string {
  const value = Object.hasOwn(values, name) ? values[name] : undefined;
  if (value === undefined) throw new TemplateError(`The prompt uses ${braced([name])}, which has no value.`);
  return value;
}

function braced(names: readonly string[]): string {
  return names.map((name) => `{{${name}}}`).join(", ");
}
