/** The words of a label in lines of at most `width` characters; what does not fit ends in an ellipsis. */
export function wrapLabel(label: string, width: number, maxLines: number): string[] {
  const lines: string[] = [];
  for (const word of label.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && `${last} ${word}`.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  const shown = lines.slice(0, maxLines);
  const rest = lines.slice(maxLines - 1).join(" ");
  return [
    ...shown.slice(0, -1),
    lines.length > maxLines ? cut(`${rest} `, width) : cut(shown.at(-1) ?? "", width),
  ];
}

function cut(text: string, width: number): string {
  return text.trimEnd().length <= width
    ? text.trimEnd()
    : `${text.slice(0, Math.max(1, width - 1)).trimEnd()}…`;
}
