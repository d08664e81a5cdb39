/**
 * Where the object that begins at `start` ends if it is JSON as it stands, else -1. Reads no further than the first
 * character that JSON cannot have, so that giving up is cheap.
 */
export function strictObjectEnd(text: string, start: number, depthMax: number): number {
  let depth = 0;
  for (let at = start; at < text.length; ) {
    const char = text.charAt(at);
    if (char === '"') {
      at = strictStringEnd(text, at);
      if (at < 0) return -1;
    } else if (char === "{" || char === "[") {
      if (++depth > depthMax) return -1;
      at++;
    } else if (char === "}" || char === "]") {
      at++;
      if (--depth === 0) return isJson(text.slice(start, at)) ? at : -1;
    } else {
      OTHER_TOKEN.lastIndex = at;
      if (!OTHER_TOKEN.test(text)) return -1;
      at = OTHER_TOKEN.lastIndex;
    }
  }
  return -1;
}

const OTHER_TOKEN = /[ \t\n\r]+|[,:]|-?\d[\d.eE+-]*|true|false|null/y;
const STRING_MARK = /["\\\n]/g;

function strictStringEnd(text: string, start: number): number {
  STRING_MARK.lastIndex = start + 1;
  for (let mark = STRING_MARK.exec(text); mark; mark = STRING_MARK.exec(text)) {
    if (mark[0] === '"') return mark.index + 1;
    if (mark[0] === "\n") return -1;
    STRING_MARK.lastIndex = mark.index + 2;
  }
  return -1;
}

/** Bad escapes may stay: they are repaired when the object is read. */
function isJson(source: string): boolean {
  try {
    JSON.parse(source.includes("\\") ? source.replace(/\\[\s\S]/g, "") : source);
    return true;
  } catch {
    return false;
  }
}
