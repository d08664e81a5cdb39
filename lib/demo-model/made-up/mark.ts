/** First line of every prose text that is not a recording. */
export const MARK = "[demo model: made-up text]";

export function marked(text: string): string {
  return `${MARK}\n\n${text}`;
}
