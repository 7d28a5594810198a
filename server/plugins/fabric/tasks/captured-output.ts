type Stream = 'stdout' | 'stderr';

/** The output of one command, put together again from its lines. What was left out of the log is left out here. */
export class CapturedOutput {
  readonly #parts: Record<Stream, string[]> = { stdout: [], stderr: [] };
  readonly #offsets: Record<Stream, number> = { stdout: 0, stderr: 0 };

  /** `offset`: bytes of the stream up to the end of the line. */
  take(stream: Stream, line: string, offset: number): void {
    const isUnended = offset === this.#offsets[stream] + Buffer.byteLength(line);
    this.#offsets[stream] = offset;
    this.#parts[stream].push(isUnended ? line : `${line}\n`);
  }

  text(stream: Stream): string {
    return this.#parts[stream].join('');
  }
}
