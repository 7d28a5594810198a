import { type Follower, LauncherFailure, type StreamName } from './follower.ts';
import { headLimit, tailLimit } from './output-limits.ts';
import { type EmitLine, OutputLines } from './output-lines.ts';

/** Bytes asked for at a time. */
const piece = 128 * 1024;
/** Bytes cut into lines at a time. */
const slice = 16 * 1024;

/** Output comes by itself, does so until the host has heard that it must not, or comes when it is asked for. */
type Phase = 'live' | 'stopping' | 'asked';

export interface StreamIntakeOptions {
  stream: StreamName;
  /** Offset of the first byte that is not in the log yet; the beginning of a line. */
  from: number;
  emit: EmitLine;
  /** Waits when much has been emitted that is not recorded yet. */
  breathe(): Promise<void>;
}

/**
 * One stream of an attempt over one connection. It is read as fast as it comes and never paused: an SSH channel that
 * is paused holds 4 MB, this holds at most the live share (output-limits.ts) until the log has it.
 */
export class StreamIntake {
  readonly #stream: StreamName;
  readonly #lines: OutputLines;
  readonly #breathe: () => Promise<void>;
  readonly #waiting: Buffer[] = [];
  #recording: Promise<void> | null = null;
  #failure: Error | null = null;
  #received: number;
  #phase: Phase;
  /** Live output that has been ended, or is being ended. */
  #stopped: Promise<void> | null;

  constructor({ stream, from, emit, breathe }: StreamIntakeOptions) {
    this.#stream = stream;
    this.#lines = new OutputLines(emit, from);
    this.#breathe = breathe;
    this.#received = from;
    const isLive = from < headLimit;
    this.#phase = isLive ? 'live' : 'asked';
    this.#stopped = isLive ? null : Promise.resolve();
  }

  /** Where the live output begins; null: its share is used up. */
  get liveFrom(): number | null {
    return this.#phase === 'live' ? this.#received : null;
  }

  take(follower: Follower, bytes: Buffer): void {
    // The live share ends at one byte whatever the network does: what lies behind it may be gone on the host.
    const room = this.#phase === 'asked' ? bytes.length : Math.max(0, headLimit - this.#received);
    // Whoever finishes the attempt hears of a failure.
    if (room <= bytes.length && this.#phase === 'live') this.#stop(follower).catch(() => undefined);
    if (room === 0 || this.#failure !== null) return;
    const wanted = bytes.subarray(0, room);
    this.#received += wanted.length;
    this.#waiting.push(wanted);
    this.#recording ??= this.#record(follower);
  }

  /** Fetches what has not come by itself up to the stream's `size`, and says what is left out. */
  async finish(follower: Follower, size: number): Promise<void> {
    if (this.#received < size || this.#stopped !== null) {
      // After the end of the live output it is certain which bytes have come.
      await (this.#stopped ?? this.#stop(follower));
      await this.#recorded();
      await this.#fetch(follower, size);
    }
    await this.#recorded();
    this.#lines.end();
  }

  /** The connection is gone; what was not emitted yet will come over another one. */
  discard(): void {
    this.#failure ??= new Error('The connection was lost.');
    this.#waiting.length = 0;
  }

  async #record(follower: Follower): Promise<void> {
    try {
      for (let bytes = this.#waiting.shift(); bytes !== undefined; bytes = this.#waiting.shift()) {
        for (let from = 0; from < bytes.length && this.#failure === null; from += slice) {
          this.#lines.push(bytes.subarray(from, from + slice));
          await this.#breathe();
        }
      }
    } catch (error) {
      // What cannot be recorded must not be read on: the owner of this attempt has changed or the database is gone.
      this.#failure = error instanceof Error ? error : new Error(String(error));
      this.#waiting.length = 0;
      follower.fail(this.#failure);
    }
    this.#recording = null;
  }

  async #recorded(): Promise<void> {
    await this.#recording;
    if (this.#failure !== null) throw this.#failure;
  }

  #stop(follower: Follower): Promise<void> {
    this.#phase = 'stopping';
    this.#stopped = follower.stop(this.#stream).then(() => {
      this.#phase = 'asked';
    });
    return this.#stopped;
  }

  /** Brings what is missing: a short rest whole, of a long one the live share and the end. */
  async #fetch(follower: Follower, size: number): Promise<void> {
    const isLong = () => size - this.#received > tailLimit;
    if (isLong()) await this.#fetchUpTo(headLimit, follower);
    if (isLong()) {
      const from = size - tailLimit;
      this.#lines.skipTo(from, await follower.count(this.#stream, this.#lines.lineStart, from));
      this.#received = from;
    }
    await this.#fetchUpTo(size, follower);
  }

  async #fetchUpTo(end: number, follower: Follower): Promise<void> {
    while (this.#received < end) {
      const from = this.#received;
      await follower.more(this.#stream, from, Math.min(piece, end - from));
      await this.#recorded();
      if (this.#received === from) throw new LauncherFailure(`the output from byte ${from} on is gone`);
    }
  }
}
