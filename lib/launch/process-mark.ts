import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

// A pid alone does not name a process: after a crash or a reboot, and always in a container, somebody
// else has it. The time a process started tells two holders of one pid apart.

export interface ProcessMark {
  readonly pid: number;
  readonly started: string;
}

interface ProcessState {
  readonly started: string;
  readonly command: string;
  readonly isZombie: boolean;
}

function readLinux(pid: number): ProcessState | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The command may hold spaces and brackets; what follows the last bracket is numbers.
    const end = stat.lastIndexOf(")");
    const rest = stat.slice(end + 2).split(" ");
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    return {
      command: stat.slice(stat.indexOf("(") + 1, end),
      isZombie: rest[0] === "Z" || rest[0] === "X",
      started: `${boot}/${rest[19]}`,
    };
  } catch {
    return null;
  }
}

function readElsewhere(pid: number): ProcessState | null {
  try {
    const line = execFileSync("ps", ["-o", "stat=,lstart=,comm=", "-p", String(pid)], { encoding: "utf8" });
    const [stat = "", ...words] = line.trim().split(/\s+/);
    return {
      isZombie: stat.startsWith("Z"),
      started: words.slice(0, 5).join(" "),
      command: words.slice(5).join(" "),
    };
  } catch {
    return null;
  }
}

function readState(pid: number): ProcessState | null {
  const state = process.platform === "linux" ? readLinux(pid) : readElsewhere(pid);
  // A zombie holds its pid and nothing else; without an init process nobody ever buries it.
  return state === null || state.isZombie ? null : state;
}

export function markProcess(pid: number): ProcessMark | null {
  const state = readState(pid);
  return state === null ? null : { pid, started: state.started };
}

export function isAlive(mark: ProcessMark): boolean {
  return readState(mark.pid)?.started === mark.started;
}

/** The name of the program that runs under this pid, null where none does. */
export function nameProgram(pid: number): string | null {
  const command = readState(pid)?.command;
  return command === undefined ? null : (command.split("/").at(-1) ?? null);
}

export function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    // Gone already is what was wanted.
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}

/** Waits until the condition holds; false when the time is over first. */
export async function waitUntil(
  condition: () => boolean | Promise<boolean>,
  options: { timeoutMs: number; everyMs?: number },
): Promise<boolean> {
  const deadline = Date.now() + options.timeoutMs;
  for (;;) {
    if (await condition()) return true;
    if (Date.now() >= deadline) return false;
    await new Promise((resolve) => setTimeout(resolve, options.everyMs ?? 50));
  }
}
