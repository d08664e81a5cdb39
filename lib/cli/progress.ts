/** Shows how far a long command is: one line that renews itself, or a line now and then in a log. */
export interface Progress {
  show(line: string): void;
  /** Ends the line, so that what comes next starts on a new one. */
  end(): void;
}

const LOG_EVERY_MS = 5_000;
const ERASE_LINE = "\r\u001b[2K";

export function openProgress(stream: NodeJS.WriteStream, isSilent: boolean): Progress {
  if (isSilent) return { show: () => undefined, end: () => undefined };
  if (stream.isTTY) return openLine(stream);
  return openLog(stream);
}

function openLine(stream: NodeJS.WriteStream): Progress {
  let isShown = false;
  return {
    show(line) {
      // A line that wraps cannot be erased.
      stream.write(ERASE_LINE + line.slice(0, Math.max(20, stream.columns - 1)));
      isShown = true;
    },
    end() {
      if (isShown) stream.write(ERASE_LINE);
      isShown = false;
    },
  };
}

function openLog(stream: NodeJS.WriteStream): Progress {
  let last = Number.NEGATIVE_INFINITY;
  let said = "";
  return {
    show(line) {
      const now = performance.now();
      if (line === said || now - last < LOG_EVERY_MS) return;
      stream.write(`${line}\n`);
      last = now;
      said = line;
    },
    end: () => undefined,
  };
}
