/** Puts a value in place of each {}. Not String.replace: a "$&" in the value must stay as it is. */
export function fill(template: string, value: string): string {
  return template.split("{}").join(value);
}
