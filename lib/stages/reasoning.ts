// Some models write their reasoning into the content. It is not part of the answer.
const OPENING = /^\s*<(think|thinking|thought|reasoning)>/i;
const CLOSING = /<\/(?:think|thinking|thought|reasoning)>/gi;

/**
 * Offset at which the answer begins: after `<think>...</think>`, or after a lone `</think>` whose opening
 * tag the server swallowed. Reasoning that never ends leaves no answer: the length of the text.
 */
export function answerStart(content: string): number {
  const opening = OPENING.exec(content);
  if (opening) {
    const closing = `</${opening[1]}>`.toLowerCase();
    const end = content.toLowerCase().indexOf(closing);
    return end < 0 ? content.length : end + closing.length;
  }
  let start = 0;
  for (const match of content.matchAll(CLOSING)) {
    if (!/<(?:think|thinking|thought|reasoning)>/i.test(content.slice(start, match.index))) {
      start = match.index + match[0].length;
    }
  }
  return start;
}
