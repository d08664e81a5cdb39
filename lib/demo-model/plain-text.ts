/** Names and lines are compared in this form: lower case, no marks, white space single. */
export function plainText(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/&/g, " and ")
    .replace(/['’‘`]/g, "")
    .replace(/[^\p{L}\p{N}+#]+/gu, " ")
    .trim();
}

/** What identifies a recorded text: its first characters with white space single, so that trimming does no harm. */
export function openingOf(text: string): string {
  return text.trimStart().slice(0, 400).replace(/\s+/g, " ").slice(0, 160).trim();
}
