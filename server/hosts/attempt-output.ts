import type { OperationContext } from '../../core/ports/operation.ts';
import type { AttemptEnding, Follower, StreamName } from './follower.ts';
import { headLimit, tailLimit } from './output-limits.ts';
import { OutputLines } from './output-lines.ts';

/** Bytes handed over before waiting until they are recorded. */
const unrecordedLimit = 256 * 1024;

const streams: StreamName[] = ['stdout', 'stderr'];

/** Output comes by itself, does so until the host has heard that it must not, or comes when it is asked for. */
type Phase = 'live' | 'stopping' | 'asked';

/**
 * Brings the output of one attempt into the log: each line once, over any number of connections and servers, in bounded
 * memory. Of a stream longer than its head and its tail (output-limits.ts) the middle is counted and said to be left out.
 */
export class AttemptOutput {
  readonly #context: OperationContext;
  readonly #offsets: Record<StreamName, number>;
  #lines: Record<StreamName, OutputLines>;
  #phase: Record<StreamName, Phase> = { stdout: 'live', stderr: 'live' };
  /** Live output that has been ended, or is being ended. */
  #stopped: Partial<Record<StreamName, Promise<void>>> = {};
  #unrecorded = 0;

  constructor(context: OperationContext) {
    this.#context = context;
    this.#offsets = { ...context.progress.offsets };
    this.#lines = this.#fresh();
  }

  /** Where a new connection begins; null: the stream's live share is used up. */
  startConnection(): Record<StreamName, number | null> {
    this.#lines = this.#fresh();
    this.#stopped = {};
    return { stdout: this.#liveFrom('stdout'), stderr: this.#liveFrom('stderr') };
  }

  async take(follower: Follower, stream: StreamName, bytes: Buffer): Promise<void> {
    const lines = this.#lines[stream];
    // The live share ends at one byte whatever the network does: what lies behind it may be gone on the host.
    const room = this.#phase[stream] === 'asked' ? bytes.length : headLimit - lines.position;
    if (room > 0) lines.push(bytes.subarray(0, room));
    this.#unrecorded += Math.max(0, Math.min(room, bytes.length));
    // Whoever finishes the attempt hears of a failure.
    if (room <= bytes.length && this.#phase[stream] === 'live') this.#stop(follower, stream).catch(() => undefined);
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
      if (lines.position < size || this.#stopped[stream]) {
        // After the end of the live output it is certain which bytes have come.
        await (this.#stopped[stream] ?? this.#stop(follower, stream));
        await this.#fetch(follower, stream, size);
      }
      lines.end();
    }
    await this.#context.flushed();
  }

  #stop(follower: Follower, stream: StreamName): Promise<void> {
    this.#phase[stream] = 'stopping';
    const stopped = follower.stop(stream).then(() => {
      this.#phase[stream] = 'asked';
    });
    this.#stopped[stream] = stopped;
    return stopped;
  }

  /** Brings what is missing: a short rest whole, of a long one the live share and the end. */
  async #fetch(follower: Follower, stream: StreamName, size: number): Promise<void> {
    const lines = this.#lines[stream];
    const isLong = () => size - lines.position > tailLimit;
    if (isLong() && lines.position < headLimit) await follower.more(stream, lines.position, headLimit - lines.position);
    if (isLong()) {
      const from = size - tailLimit;
      lines.skipTo(from, await follower.count(stream, lines.lineStart, from));
    }
    if (lines.position < size) await follower.more(stream, lines.position, size - lines.position);
  }

  #liveFrom(stream: StreamName): number | null {
    const isLive = this.#offsets[stream] < headLimit;
    this.#phase[stream] = isLive ? 'live' : 'asked';
    if (!isLive) this.#stopped[stream] = Promise.resolve();
    return isLive ? this.#offsets[stream] : null;
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
