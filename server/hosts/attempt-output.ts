import type { OperationContext } from '../../core/ports/operation.ts';
import type { AttemptEnding, Follower, StreamName } from './follower.ts';
import { OutputLines } from './output-lines.ts';

/** Bytes of each stream that are shown while the command runs. */
export const liveLimit = 1024 * 1024;
/** Bytes of each stream's end that are shown when it was longer (reliability.md P5). */
export const tailLimit = 4 * 1024 * 1024;
/** Bytes handed over before waiting until they are recorded. */
const unrecordedLimit = 256 * 1024;

const streams: StreamName[] = ['stdout', 'stderr'];

/** Brings the output of one attempt into the log: each line once, over any number of connections, in bounded memory. */
export class AttemptOutput {
  readonly #context: OperationContext;
  readonly #offsets: Record<StreamName, number>;
  #lines: Record<StreamName, OutputLines>;
  /** Streams whose live output has been ended, or is being ended. */
  #stopping: Partial<Record<StreamName, Promise<void>>> = {};
  #discarding: Record<StreamName, boolean> = { stdout: false, stderr: false };
  #unrecorded = 0;

  constructor(context: OperationContext) {
    this.#context = context;
    this.#offsets = { ...context.progress.offsets };
    this.#lines = this.#fresh();
  }

  /** Where a new connection begins; null: the stream's live share is used up. */
  startConnection(): Record<StreamName, number | null> {
    this.#lines = this.#fresh();
    this.#stopping = {};
    this.#discarding = { stdout: false, stderr: false };
    return { stdout: this.#liveFrom('stdout'), stderr: this.#liveFrom('stderr') };
  }

  async take(follower: Follower, stream: StreamName, bytes: Buffer): Promise<void> {
    if (this.#discarding[stream]) return;
    this.#lines[stream].push(bytes);
    this.#unrecorded += bytes.length;
    if (this.#lines[stream].position >= liveLimit && !this.#stopping[stream]) {
      this.#discarding[stream] = true;
      this.#stopping[stream] = follower.stop(stream).then(() => {
        this.#discarding[stream] = false;
      });
      // Whoever finishes the attempt hears of a failure.
      this.#stopping[stream].catch(() => undefined);
    }
    if (this.#unrecorded >= unrecordedLimit) {
      this.#unrecorded = 0;
      await this.#context.flushed();
    }
  }

  /** Fetches what has not come by itself, and says what is left out. */
  async finish(follower: Follower, ending: AttemptEnding): Promise<void> {
    for (const stream of streams) {
      const lines = this.#lines[stream];
      const size = ending.sizes[stream];
      if (lines.position < size || this.#stopping[stream]) {
        // After the end of the live output it is certain which bytes have come.
        this.#stopping[stream] ??= follower.stop(stream);
        await this.#stopping[stream];
        await this.#fetch(follower, stream, size);
      }
      lines.end();
    }
    await this.#context.flushed();
  }

  /** Brings what is missing: a short rest whole, of a long one the live share and the end. */
  async #fetch(follower: Follower, stream: StreamName, size: number): Promise<void> {
    const lines = this.#lines[stream];
    const isLong = () => size - lines.position > tailLimit;
    if (isLong() && lines.position < liveLimit) await follower.more(stream, lines.position, liveLimit - lines.position);
    if (isLong()) lines.skipTo(size - tailLimit);
    if (lines.position < size) await follower.more(stream, lines.position, size - lines.position);
  }

  #liveFrom(stream: StreamName): number | null {
    if (this.#offsets[stream] < liveLimit) return this.#offsets[stream];
    this.#stopping[stream] = Promise.resolve();
    return null;
  }

  #fresh(): Record<StreamName, OutputLines> {
    const make = (stream: StreamName) =>
      new OutputLines((line, offset) => {
        this.#offsets[stream] = offset;
        this.#context.output(stream, line, offset);
      }, this.#offsets[stream]);
    return { stdout: make('stdout'), stderr: make('stderr') };
  }
}
