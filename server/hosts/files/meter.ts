/** How far a transfer is. The totals are known from the beginning. */
export interface TransferProgress {
  /** The file that just moved on: its path from the folder, or its name. */
  file: string;
  bytes: number;
  totalBytes: number;
  files: number;
  totalFiles: number;
}

export interface TransferOptions {
  onProgress?(progress: TransferProgress): void;
  /** Ends the transfer; its reason is what the transfer throws. No partial file stays under its own name. */
  signal?: AbortSignal;
  /** Permission bits of the files instead of those they have. */
  mode?: number;
}

/** Counts what passes, tells how far it is, and stops the flow when the transfer was ended. */
export class Meter {
  readonly #options: TransferOptions;
  readonly #totals: { totalBytes: number; totalFiles: number };
  #bytes = 0;
  #files = 0;

  constructor(files: readonly { size: number }[], options: TransferOptions) {
    this.#options = options;
    this.#totals = { totalBytes: files.reduce((sum, file) => sum + file.size, 0), totalFiles: files.length };
  }

  async *watch(file: string, source: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
    for await (const bytes of source) {
      this.#options.signal?.throwIfAborted();
      yield bytes;
      this.#bytes += bytes.byteLength;
      this.#tell(file);
    }
    this.#files += 1;
    this.#tell(file);
  }

  finish(): { files: number; bytes: number } {
    return { files: this.#files, bytes: this.#bytes };
  }

  #tell(file: string): void {
    this.#options.onProgress?.({ file, bytes: this.#bytes, files: this.#files, ...this.#totals });
  }
}
