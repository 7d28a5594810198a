import { Agent, type ClientRequest, get, type IncomingMessage } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { timeDigits, timeMark } from './stream-line.ts';

/* Many readers of one stream in a process of their own. They look for nothing but the time in each line. */

/** What the process is asked to do, as its only argument, JSON. */
export interface ReaderOptions {
  url: string;
  headers: Record<string, string>;
  count: number;
}

/** What it answers to 'report'. */
export interface ReaderReport {
  /** Lines that each reader has had. */
  lines: number[];
  /** How many lines came after how many whole milliseconds. */
  histogram: [number, number][];
  ids: (string | null)[];
}

const options = JSON.parse(process.argv[2] ?? '') as ReaderOptions;
const agent = new Agent({ keepAlive: false, maxSockets: Number.POSITIVE_INFINITY });
const histogram = new Map<number, number>();
let readers: Reader[] = [];

class Reader {
  lines = 0;
  id: string | null = null;
  #rest = '';
  #request: ClientRequest | null = null;
  #response: IncomingMessage | null = null;

  async open(): Promise<void> {
    const headers = { ...options.headers, ...(this.id === null ? {} : { 'last-event-id': this.id }) };
    await new Promise<void>((resolve, reject) => {
      this.#request = get(options.url, { agent, headers }, (response) => {
        if (response.statusCode !== 200) return reject(new Error(`A reader was answered with ${response.statusCode}.`));
        this.#response = response;
        response.on('error', () => undefined);
        response.on('data', (piece: Buffer) => this.#read(piece.toString('latin1')));
        response.once('data', () => resolve());
      });
      this.#request.on('error', reject);
    });
  }

  pause(): void {
    this.#response?.pause();
  }

  /** As a browser does: comes back and names the last message that it has had to its end. */
  async reopen(): Promise<void> {
    this.#request?.destroy();
    this.#rest = '';
    await this.open();
  }

  /** Messages are whole ones only: what is cut off is sent again. */
  #read(piece: string): void {
    const text = this.#rest + piece;
    const end = text.lastIndexOf('\n\n') + 1;
    this.#rest = text.slice(end);
    const now = Date.now();
    for (let at = text.indexOf(timeMark); at >= 0 && at < end; at = text.indexOf(timeMark, at + timeDigits)) {
      const late = Math.max(0, now - Number(text.slice(at + timeMark.length, at + timeMark.length + timeDigits)));
      histogram.set(late, (histogram.get(late) ?? 0) + 1);
      this.lines += 1;
    }
    const id = text.lastIndexOf('\nid: ', end);
    if (id >= 0) this.id = text.slice(id + 5, text.indexOf('\n', id + 5));
  }
}

process.on('disconnect', () => process.exit());
process.on('message', (message) => {
  if (message === 'pause') for (const reader of readers) reader.pause();
  if (message === 'reopen')
    void Promise.all(readers.map((reader) => reader.reopen())).then(() => process.send?.('done'));
  if (message === 'report') {
    const report: ReaderReport = {
      lines: readers.map(({ lines }) => lines),
      histogram: [...histogram],
      ids: readers.map(({ id }) => id),
    };
    process.send?.(report);
  }
});
readers = Array.from({ length: options.count }, () => new Reader());
for (let from = 0; from < readers.length; from += 50) {
  await Promise.all(readers.slice(from, from + 50).map((reader) => reader.open()));
  await delay(100);
}
process.send?.('done');
