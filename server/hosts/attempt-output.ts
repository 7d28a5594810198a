import type { OperationContext } from '../../core/ports/operation.ts';
import { type AttemptEnding, type Follower, LauncherFailure, type StreamName } from './follower.ts';
import { headLimit, tailLimit } from './output-limits.ts';
import { OutputLines } from './output-lines.ts';

/** Bytes of events handed over before waiting until they are recorded: what a group of the log grows by for each attempt. */
const unrecordedLimit = 64 * 1024;
/** What an event has beside its text. */
const bytesPerEvent = 300;
/** Bytes asked for at a time: a connection holds in memory what comes faster than it is recorded. */
const piece = 128 * 1024;
/** Bytes cut into lines at a time. */
const slice = 16 * 1024;

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
    const wanted = bytes.subarray(0, Math.max(0, room));
    // Whoever finishes the attempt hears of a failure.
    if (room <= bytes.length && this.#phase[stream] === 'live') this.#stop(follower, stream).catch(() => undefined);
    // A connection hands over megabytes at once when it was not read for a while.
    for (let from = 0; from < wanted.length; from += slice) {
      lines.push(wanted.subarray(from, from + slice));
      await this.#waitWhenMuch();
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

  async #waitWhenMuch(): Promise<void> {
    if (this.#unrecorded < unrecordedLimit) return;
    this.#unrecorded = 0;
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
    if (isLong()) await this.#fetchUpTo(headLimit, follower, stream);
    if (isLong()) {
      const from = size - tailLimit;
      lines.skipTo(from, await follower.count(stream, lines.lineStart, from));
    }
    await this.#fetchUpTo(size, follower, stream);
  }

  async #fetchUpTo(end: number, follower: Follower, stream: StreamName): Promise<void> {
    const lines = this.#lines[stream];
    while (lines.position < end) {
      const { position } = lines;
      await follower.more(stream, position, Math.min(piece, end - position));
      if (lines.position === position) throw new LauncherFailure(`the output from byte ${position} on is gone`);
    }
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
        this.#unrecorded += bytesPerEvent + line.length;
        this.#context.output(stream, line, offset);
      }, this.#offsets[stream]);
    return { stdout: make('stdout'), stderr: make('stderr') };
  }
}
