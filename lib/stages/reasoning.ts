// Some models write their reasoning into the content. It is not part of the answer.
const OPENING = /<(think|thinking|thought|reasoning)>/i;
const CLOSING = /<\/(?:think|thinking|thought|reasoning)>/gi;

/**
 * Offset at which the answer begins: after `<think>...</think>`, or after a lone `</think>` whose opening
 * tag the server swallowed. Reasoning that never ends leaves no answer: the length of the text.
 */
export function answerStart(content: string): number {
  const opening = OPENING.exec(content);
  if (opening && content.slice(0, opening.index).trim() === "") {
    const closing = new RegExp(`</${opening[1]}>`, "i").exec(content);
    return closing ? closing.index + closing[0].length : content.length;
  }
  // Tags further on are what the answer talks about.
  const limit = opening?.index ?? content.length;
  let start = 0;
  for (const { 0: tag, index } of content.slice(0, limit).matchAll(CLOSING)) start = index + tag.length;
  return start;
}
