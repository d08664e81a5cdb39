import { createHash, type Hash } from "node:crypto";
import { type FileHandle, mkdir, open } from "node:fs/promises";
import path from "node:path";

/** Lines of one file: about 1.5 GB of usual pairs, and no file of 20 GB at ten million. */
const LINES_PER_FILE = 500_000;

export interface DataFile {
  /** Below the data set's folder, with slashes. */
  readonly path: string;
  readonly lines: number;
  readonly bytes: number;
  readonly sha256: string;
}

interface OpenFile {
  readonly handle: FileHandle;
  readonly path: string;
  readonly hash: Hash;
  lines: number;
  bytes: number;
}

/** Writes data/train-00000.jsonl, data/train-00001.jsonl, ... into a folder. */
export class DataFiles {
  readonly #folder: string;
  readonly #linesPerFile: number;
  readonly #files: DataFile[] = [];
  #open: OpenFile | null = null;

  constructor(folder: string, linesPerFile = LINES_PER_FILE) {
    this.#folder = folder;
    this.#linesPerFile = linesPerFile;
  }

  async append(lines: readonly string[]): Promise<void> {
    let rest = lines;
    while (rest.length > 0) {
      const file = this.#open ?? (await this.#openNext());
      const part = rest.slice(0, this.#linesPerFile - file.lines);
      rest = rest.slice(part.length);
      const bytes = Buffer.from(`${part.join("\n")}\n`, "utf8");
      await file.handle.appendFile(bytes);
      file.hash.update(bytes);
      file.bytes += bytes.length;
      file.lines += part.length;
      if (file.lines === this.#linesPerFile) await this.#closeOpen();
    }
  }

  /** Closes the last file, on the disk to the byte, and tells what was written. */
  async finish(): Promise<readonly DataFile[]> {
    await this.#closeOpen();
    return this.#files;
  }

  /** Lets go of the file that is open after a fault. */
  async abandon(): Promise<void> {
    const file = this.#open;
    this.#open = null;
    await file?.handle.close();
  }

  async #openNext(): Promise<OpenFile> {
    const name = `data/train-${String(this.#files.length).padStart(5, "0")}.jsonl`;
    await mkdir(path.join(this.#folder, "data"), { recursive: true });
    const handle = await open(path.join(this.#folder, name), "wx");
    const file: OpenFile = { handle, path: name, hash: createHash("sha256"), lines: 0, bytes: 0 };
    this.#open = file;
    return file;
  }

  async #closeOpen(): Promise<void> {
    const file = this.#open;
    if (file === null) return;
    await file.handle.sync();
    await this.abandon();
    this.#files.push({
      path: file.path,
      lines: file.lines,
      bytes: file.bytes,
      sha256: file.hash.digest("hex"),
    });
  }
}
