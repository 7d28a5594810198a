import type { OperationContext } from '../../core/ports/operation.ts';
import type { AttemptEnding, Follower, StreamName } from './follower.ts';
import { StreamIntake } from './stream-intake.ts';

/** Bytes of events handed over before waiting until they are recorded: what a group of the log grows by for each attempt. */
const unrecordedLimit = 64 * 1024;
/** What an event has beside its text. */
const bytesPerEvent = 300;

/**
 * Brings the output of one attempt into the log: each line once, over any number of connections and servers, in bounded
 * memory. Of a stream longer than its head and its tail (output-limits.ts) the middle is counted and said to be left out.
 */
export class AttemptOutput {
  readonly #context: OperationContext;
  readonly #offsets: Record<StreamName, number>;
  #intakes: Record<StreamName, StreamIntake>;
  #unrecorded = 0;

  constructor(context: OperationContext) {
    this.#context = context;
    this.#offsets = { ...context.progress.offsets };
    this.#intakes = this.#openIntakes();
  }

  /** Where a new connection begins; null: the stream's live share is used up. */
  startConnection(): Record<StreamName, number | null> {
    this.endConnection();
    this.#intakes = this.#openIntakes();
    return { stdout: this.#intakes.stdout.liveFrom, stderr: this.#intakes.stderr.liveFrom };
  }

  /** Nothing of the connection is recorded any more. */
  endConnection(): void {
    for (const intake of Object.values(this.#intakes)) intake.discard();
  }

  take(follower: Follower, stream: StreamName, bytes: Buffer): void {
    this.#intakes[stream].take(follower, bytes);
  }

  /** Fetches what has not come by itself, and says what is left out. */
  async finish(follower: Follower, { sizes }: AttemptEnding): Promise<void> {
    await this.#intakes.stdout.finish(follower, sizes.stdout);
    await this.#intakes.stderr.finish(follower, sizes.stderr);
    await this.#context.flushed();
  }

  async #breathe(): Promise<void> {
    if (this.#unrecorded < unrecordedLimit) return;
    this.#unrecorded = 0;
    await this.#context.flushed();
  }

  #openIntakes(): Record<StreamName, StreamIntake> {
    const open = (stream: StreamName) =>
      new StreamIntake({
        stream,
        from: this.#offsets[stream],
        emit: (line, offset) => {
          this.#offsets[stream] = offset;
          this.#unrecorded += bytesPerEvent + line.length;
          this.#context.output(stream, line, offset);
        },
        breathe: () => this.#breathe(),
      });
    return { stdout: open('stdout'), stderr: open('stderr') };
  }
}
