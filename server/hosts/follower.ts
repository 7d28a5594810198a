import { SshFailure } from '../security/ssh/failure.ts';
import { FrameSplitter, type StreamItem } from './frames.ts';
import { escapeForPrintf } from './quote.ts';
import type { Channel } from './transport.ts';

export type StreamName = 'stdout' | 'stderr';

/** What the host says when it begins to follow. */
export interface Begun {
  /** The number of the command's process there; `-` when it was ended before anybody could see it. */
  pid: string;
  /** The attempt's folder there. */
  folder: string;
}

/** How an attempt ended on its host. `code` is null when its process is gone without having left an exit code. */
export interface AttemptEnding {
  code: number | null;
  /** The time limit had passed. */
  late: boolean;
  sizes: Record<StreamName, number>;
}

export interface FollowerEvents {
  output(stream: StreamName, bytes: Buffer): void;
  /** A script asks something: NUL-terminated working folder and arguments. */
  request(id: string, raw: Buffer): void;
}

/** The launcher could not do its work: no space, no permission, a program missing. Nothing was started. */
export class LauncherFailure extends Error {
  override name = 'LauncherFailure';
  /** Exit code of the command that failed; absent: it said so itself. */
  readonly code: number | undefined;

  constructor(message: string, code?: number) {
    super(message);
    this.code = code;
  }
}

const short: Record<StreamName, string> = { stdout: 'out', stderr: 'err' };

interface Waiting<T> {
  promise: Promise<T>;
  resolve(value: T): void;
  reject(error: Error): void;
}

/** One connection to a running attempt: output comes in, answers and orders go out. */
export class Follower {
  readonly #channel: Channel;
  readonly #events: FollowerEvents;
  readonly #nonce: string;
  readonly #begun = waiting<Begun | null>();
  readonly #ended = waiting<AttemptEnding>();
  readonly #marks: Record<StreamName, Waiting<void>[]> = { stdout: [], stderr: [] };
  readonly #live: Record<StreamName, boolean> = { stdout: false, stderr: false };
  readonly #counted: Record<StreamName, number> = { stdout: 0, stderr: 0 };
  readonly #parts = new Map<string, string>();
  #noise = '';

  constructor(channel: Channel, nonce: string, events: FollowerEvents) {
    this.#channel = channel;
    this.#nonce = nonce;
    this.#events = events;
    for (const promise of [this.#begun.promise, this.#ended.promise]) promise.catch(() => undefined);
    // A stream that is cut off is no news of its own: `closed` tells.
    const pumps = [this.#pump('stdout'), this.#pump('stderr')];
    void channel.closed.then(async ({ code }) => {
      await Promise.all(pumps);
      this.#fail(this.#closingReason(code));
    });
  }

  /** The attempt's folder on the host; null when there is no trace of the attempt. Rejects when the connection is lost. */
  get begun(): Promise<Begun | null> {
    return this.#begun.promise;
  }

  /** Rejects when the connection is lost; the attempt goes on then. */
  get ended(): Promise<AttemptEnding> {
    return this.#ended.promise;
  }

  /** Ends the live output of a stream; resolves when the last byte of it has come. */
  stop(stream: StreamName): Promise<void> {
    return this.#order(stream, `stop ${short[stream]}`);
  }

  /** Asks for a piece of a stream's output; resolves when it has come. */
  more(stream: StreamName, from: number, count: number): Promise<void> {
    return this.#order(stream, `more ${short[stream]} ${from} ${count}`);
  }

  /** How many newlines there are from one position of a stream's output to another. */
  async count(stream: StreamName, from: number, to: number): Promise<number> {
    await this.#order(stream, `count ${short[stream]} ${from} ${to}`);
    return this.#counted[stream];
  }

  reply(id: string, { code, stdout, stderr }: { code: number; stdout: string; stderr: string }): void {
    this.#send(`reply ${id} ${code} o${escapeForPrintf(Buffer.from(stdout))} e${escapeForPrintf(Buffer.from(stderr))}`);
  }

  /** Ends the command and everything in its process group. */
  kill(): void {
    this.#send('kill');
  }

  /** Lets go; the attempt, when it still runs, goes on. */
  leave(): void {
    this.#send('bye');
    this.#channel.stdin.end();
  }

  /** Lets go at once, without a word. */
  destroy(): void {
    this.#channel.destroy();
  }

  /** Lets go because of something that was found out on this side; `begun` and `ended` reject with it. */
  fail(error: Error): void {
    this.#fail(error);
    this.destroy();
  }

  #send(line: string): void {
    if (!this.#channel.stdin.destroyed) this.#channel.stdin.write(`${line}\n`);
  }

  #order(stream: StreamName, line: string): Promise<void> {
    const mark = waiting<void>();
    this.#marks[stream].push(mark);
    this.#send(line);
    return mark.promise;
  }

  #pump(stream: StreamName): Promise<void> {
    const splitter = new FrameSplitter(this.#nonce);
    const source = this.#channel[stream];
    return new Promise((resolve) => {
      source.on('data', (chunk: Buffer) => this.#takeIn(stream, splitter.push(chunk)));
      for (const event of ['end', 'close', 'error']) source.once(event, () => resolve());
    });
  }

  #takeIn(stream: StreamName, items: StreamItem[]): void {
    for (const item of items) {
      if (item.kind === 'frame') this.#onFrame(stream, item.text);
      else if (this.#live[stream]) this.#events.output(stream, item.bytes);
      else this.#noise = (this.#noise + item.bytes.toString('utf8')).slice(-2000);
    }
  }

  #onFrame(stream: StreamName, text: string): void {
    const [word = '', first = '', ...rest] = text.split(' ');
    if (word === 'begin') {
      this.#live[stream] = true;
      if (stream === 'stderr') this.#begun.resolve({ pid: first, folder: rest.join(' ') });
    } else if (word === 'mark') this.#marks[stream].shift()?.resolve();
    else if (word === 'counted') {
      this.#counted[stream] = Number(first);
      this.#marks[stream].shift()?.resolve();
    } else if (word === 'none') this.#begun.resolve(null);
    else if (word === 'failed') this.#fail(new LauncherFailure(text.slice(7)));
    else if (word === 'part') this.#parts.set(first, (this.#parts.get(first) ?? '') + (rest[0] ?? ''));
    else if (word === 'request') this.#onRequest(first);
    else if (word === 'end') {
      const [late, out, err] = rest;
      const code = first === '-' ? null : Number(first);
      this.#ended.resolve({ code, late: late === 'yes', sizes: { stdout: Number(out), stderr: Number(err) } });
    }
  }

  #onRequest(id: string): void {
    const raw = Buffer.from(this.#parts.get(id) ?? '', 'hex');
    this.#parts.delete(id);
    this.#events.request(id, raw);
  }

  #closingReason(code: number | null): Error {
    if (code === null) return new SshFailure('lost', 'The connection was lost.');
    return new LauncherFailure(this.#noise.trim() || `the launcher ended with exit code ${code}`);
  }

  #fail(error: Error): void {
    this.#begun.reject(error);
    this.#ended.reject(error);
    for (const stream of ['stdout', 'stderr'] as const) {
      for (const mark of this.#marks[stream].splice(0)) mark.reject(error);
    }
  }
}

function waiting<T>(): Waiting<T> {
  return Promise.withResolvers<T>();
}
