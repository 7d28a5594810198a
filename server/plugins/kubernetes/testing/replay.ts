import type { ServerResponse } from 'node:http';
import type { Json, JsonObject } from '../../../../core/blueprint/json.ts';
import type { NamesOfRun } from './names-of-run.ts';
import type { Answering, Incoming } from './recorded-cluster.ts';
import { type DiscoveryAnswer, type Exchange, isDiscovery, type Recording } from './recording.ts';
import { type Asked, keyOf, nearestTo } from './request-key.ts';
import { scrub } from './scrub.ts';

interface Entry {
  exchange: Exchange;
  served: number;
  /** How often its object had been written when it was recorded. */
  writesBefore: number;
}

export interface ReplayParts {
  name: string;
  recording: Recording | null;
  /** What all tests have in common of what servers tell of themselves. */
  discovery: JsonObject;
  names: NamesOfRun;
}

/** Answers from a recording, and only what is in it. */
export class Replay implements Answering {
  readonly #parts: ReplayParts;
  readonly #entries = new Map<string, Entry[]>();
  readonly #discoveryAsked = new Map<string, number>();
  readonly #strange: string[] = [];
  /** Told after each write. */
  readonly #afterWrite = new Set<() => void>();
  #writes = 0;
  readonly #written = new WriteCounts();

  constructor(parts: ReplayParts) {
    this.#parts = parts;
    const written = new WriteCounts();
    for (const exchange of parts.recording?.exchanges ?? []) {
      const key = keyOf(exchange);
      const entry: Entry = { exchange, served: 0, writesBefore: written.of(exchange) };
      this.#entries.set(key, [...(this.#entries.get(key) ?? []), entry]);
      written.add(exchange, exchange.times ?? 1);
    }
  }

  async answer(incoming: Incoming, response: ServerResponse): Promise<void> {
    const { names } = this.#parts;
    const asked: Asked = {
      method: incoming.method,
      path: names.toRecording(incoming.path),
      body: incoming.body === '' ? undefined : scrub(JSON.parse(names.toRecording(incoming.body)) as Json),
    };
    if (isDiscovery(asked.method, asked.path)) {
      this.#tell(asked, response);
      return;
    }
    const entry = this.#take(asked);
    if (entry === null) {
      this.#refuse(asked, response);
      return;
    }
    const { exchange } = entry;
    if (exchange.lines !== undefined) {
      await this.#stream(exchange, response);
      return;
    }
    this.#written.add(exchange, 1);
    this.#send(response, exchange.status, exchange.answer ?? null);
    if (exchange.method === 'GET') return;
    this.#writes += 1;
    for (const told of this.#afterWrite) told();
  }

  finish(): void {
    const never = [...this.#entries.values()]
      .flatMap(neverAsked)
      .map(({ exchange: { method, path } }) => `Recorded, but not asked: ${method} ${path}`);
    const wrong = [...this.#strange, ...never];
    if (wrong.length === 0) return;
    throw new Error(
      `The recording "${this.#parts.name}" does not fit any more:\n${wrong.slice(0, 20).join('\n')}\n` +
        'Record it anew with npm run test:k8s.',
    );
  }

  /**
   * Writes: each as often as it was recorded. Reads: in their order, the last one again and again, and only those from
   * between the same writes of the object; how often something is asked until it is so depends on how fast a machine is.
   */
  #take(asked: Asked): Entry | null {
    const entries = this.#entries.get(keyOf(asked)) ?? [];
    const unserved = ({ exchange, served }: Entry): boolean => served < (exchange.times ?? 1);
    if (asked.method !== 'GET') return counted(entries.find(unserved));
    const written = this.#written.of(asked);
    const latest = Math.max(...entries.map((entry) => entry.writesBefore).filter((count) => count <= written));
    const fitting = entries.filter((entry) => entry.writesBefore === latest);
    return counted(fitting.find(unserved) ?? fitting.at(-1));
  }

  #tell(asked: Asked, response: ServerResponse): void {
    const count = this.#discoveryAsked.get(asked.path) ?? 0;
    this.#discoveryAsked.set(asked.path, count + 1);
    const own: readonly DiscoveryAnswer[] = this.#parts.recording?.discovery?.[asked.path] ?? [];
    const found = own[Math.min(count, own.length - 1)] ?? null;
    const common = this.#parts.discovery[asked.path];
    if (found !== null) this.#send(response, found.status, found.answer);
    else if (common !== undefined) this.#send(response, 200, common);
    else this.#refuse(asked, response);
  }

  #refuse(asked: Asked, response: ServerResponse): void {
    const recorded = [...this.#entries.values()].flat().map(({ exchange }) => exchange);
    const message = `Not recorded in "${this.#parts.name}": ${asked.method} ${asked.path}. ${nearestTo(asked, recorded)}`;
    this.#strange.push(message);
    this.#send(response, 501, { apiVersion: 'v1', kind: 'Status', status: 'Failure', code: 501, message });
  }

  #send(response: ServerResponse, status: number, answer: Json): void {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(this.#parts.names.toRun(JSON.stringify(answer)));
  }

  async #stream({ status, lines = [], ended }: Exchange, response: ServerResponse): Promise<void> {
    response.writeHead(status, { 'content-type': 'application/json' }).flushHeaders();
    for (const { after, line } of lines) {
      if (!(await this.#waitForWrites(after, response))) return;
      const text = typeof line === 'string' ? line : JSON.stringify(line);
      response.write(`${this.#parts.names.toRun(text)}\n`);
    }
    if (ended === true) response.end();
  }

  /** False: the client does not wait any more. */
  #waitForWrites(count: number, response: ServerResponse): Promise<boolean> {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const look = (): void => {
      if (this.#writes < count && !response.destroyed) return;
      this.#afterWrite.delete(look);
      resolve(!response.destroyed);
    };
    response.once('close', look);
    this.#afterWrite.add(look);
    look();
    return promise;
  }
}

function counted(entry: Entry | undefined): Entry | null {
  if (entry !== undefined) entry.served += 1;
  return entry ?? null;
}

/** Of writes each counts, of reads whether there was any. */
function neverAsked(entries: Entry[]): Entry[] {
  const missing = entries.filter(({ served }) => served === 0);
  const isRead = entries[0]?.exchange.method === 'GET';
  return isRead && missing.length < entries.length ? [] : missing;
}

/** How often each object was written; its scale and its other parts are parts of it. */
class WriteCounts {
  readonly #counts = new Map<string, number>();

  of({ path }: Pick<Exchange, 'path'>): number {
    return this.#counts.get(objectIn(path)) ?? 0;
  }

  add({ method, path }: Pick<Exchange, 'method' | 'path'>, times: number): void {
    if (method === 'GET') return;
    const object = objectIn(path);
    this.#counts.set(object, (this.#counts.get(object) ?? 0) + times);
  }
}

/** The path of an object, without what is asked of it. */
function objectIn(path: string): string {
  return path.replace(/\?.*$/, '').replace(/\/(scale|status|log)$/, '');
}
