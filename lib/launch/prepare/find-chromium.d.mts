/** The program of a Chromium for the browser tests; null where there is none. */
export function findChromium(root: string): string | null;
