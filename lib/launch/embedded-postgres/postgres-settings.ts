import { statfsSync } from "node:fs";
import os from "node:os";

const MEGABYTE = 1024 * 1024;

function memoryMegabytes(): number {
  const limit = process.constrainedMemory();
  const memory = limit > 0 && limit < os.totalmem() ? limit : os.totalmem();
  return Math.floor(memory / MEGABYTE);
}

function freeMegabytes(directory: string): number {
  const { bavail, bsize } = statfsSync(directory);
  return Math.floor((bavail * bsize) / MEGABYTE);
}

const clamp = (value: number, min: number, max: number) => Math.min(Math.max(Math.floor(value), min), max);

function chooseSharedMemory(): "mmap" | "posix" {
  try {
    // Containers come with 64 MB here, and a parallel query then fails half-way.
    return freeMegabytes("/dev/shm") < 256 ? "mmap" : "posix";
  } catch {
    return "posix";
  }
}

/** Settings for a ledger that is written all day and durable at every commit, by what the machine has. */
export function choosePostgresSettings(dataDir: string): Record<string, string> {
  return {
    max_connections: "100",
    shared_buffers: `${clamp(memoryMegabytes() / 8, 64, 1024)}MB`,
    // Checkpoints far apart: after each, every touched page goes whole into the log once.
    checkpoint_timeout: "15min",
    max_wal_size: `${clamp(freeMegabytes(dataDir) / 4, 256, 4096)}MB`,
    wal_compression: "pglz",
    synchronous_commit: "on",
    // The studio's queries are short; compiling them costs more than it saves.
    jit: "off",
    dynamic_shared_memory_type: chooseSharedMemory(),
    log_timezone: "UTC",
    timezone: "UTC",
  };
}
