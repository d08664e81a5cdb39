// JSON reads "\frac" as a form feed and "rac", "\times" as a tab and "imes". Models that write mathematics forget the
// second backslash, so an escape that begins a LaTeX command is taken for the command.

/** Commands whose first letter is also a JSON escape that real text uses: line feed, carriage return, tab. */
const COMMANDS = new Set(
  (
    "nabla natural ne nearrow neg neq newline nexists ngeq nleq nmid nolimits nonumber not notin nsubseteq nu nwarrow " +
    "rangle rbrace rbrack rceil ref rfloor rho right rightarrow rightharpoonup rightleftharpoons rm root rtimes rule " +
    "rvert rVert tag tan tanh tau tbinom text textbf textcolor textit textrm textsc textsf textstyle textsubscript " +
    "textsuperscript texttt textup tfrac therefore theta thickapprox thickspace thinspace tilde times to top triangle " +
    "triangleleft triangleq triangleright twoheadrightarrow"
  ).split(" "),
);

/** Makes every backslash of JSON source a valid escape; what is valid and means what it says stays as it is. */
export function repairEscapes(source: string): string {
  if (!source.includes("\\")) return source;
  return source.replace(/\\(?:u[0-9a-fA-F]{4}|[A-Za-z]+|[\s\S]|$)/g, (match) => {
    const rest = match.slice(1);
    if (/^u[0-9a-fA-F]{4}$/.test(rest) || rest === "\\" || rest === '"' || rest === "/") return match;
    if (rest === "'") return "'";
    if (rest === "\n") return "\\n";
    return isEscape(rest) ? match : `\\${match}`;
  });
}

function isEscape(letters: string): boolean {
  const first = letters.charAt(0);
  // Nobody writes backspaces and form feeds: \b and \f before a letter are \beta and \frac.
  if (first === "b" || first === "f") return letters.length === 1;
  return (first === "n" || first === "r" || first === "t") && !COMMANDS.has(letters);
}

/** The content of a string as found between its quotes, as a JSON string. */
export function quoteString(content: string): string {
  const escaped = repairEscapes(content)
    .replace(/\\[\s\S]|["\n\t]/g, (match) => ESCAPED[match] ?? match)
    // What is left of the control characters means nothing in a name or a description.
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what has to go
    .replace(/[\u0000-\u001f]/g, " ");
  return `"${escaped}"`;
}

const ESCAPED: Readonly<Record<string, string>> = { '"': '\\"', "\n": "\\n", "\t": "\\t" };
