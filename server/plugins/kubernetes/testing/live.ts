import type { ServerResponse } from 'node:http';
import { text as readText } from 'node:stream/consumers';
import type { Json, JsonObject } from '../../../../core/blueprint/json.ts';
import { isJsonObject } from '../../../../core/blueprint/json-object.ts';
import type { ClusterResponse, SendToCluster } from '../client/cluster-access.ts';
import { readLines } from '../client/read-answer.ts';
import type { NamesOfRun } from './names-of-run.ts';
import type { Answering, Incoming } from './recorded-cluster.ts';
import { type DiscoveryAnswer, type Exchange, isDiscovery, type Recording, sorted } from './recording.ts';
import { keyOf } from './request-key.ts';
import { scrub } from './scrub.ts';

export interface LiveParts {
  send: SendToCluster;
  /** The way there as the account of a token that the cluster gave away. */
  sendAs(token: string): SendToCluster;
  names: NamesOfRun;
  /** What all tests have in common of what servers tell of themselves; new paths are added. */
  discovery: JsonObject;
  /** Told tokens that the cluster gave away. */
  onToken(token: string): void;
}

/** Answers from a real server, and keeps what was asked and answered. */
export class Live implements Answering {
  readonly #parts: LiveParts;
  readonly #exchanges: Exchange[] = [];
  /** The last exchange of each request. */
  readonly #last = new Map<string, Exchange>();
  readonly #discovery: Record<string, DiscoveryAnswer[]> = {};
  #writes = 0;

  constructor(parts: LiveParts) {
    this.#parts = parts;
  }

  async answer(incoming: Incoming, response: ServerResponse): Promise<void> {
    const { method, path, body, contentType, token, signal } = incoming;
    // What follows from a write may be told before the write is answered.
    if (method !== 'GET') this.#writes += 1;
    const isStream = /[?&](watch|follow)=true/.test(path) || /\/log(\?|$)/.test(path);
    const send = token === null ? this.#parts.send : this.#parts.sendAs(token);
    const answer = await send({
      ...{ method, path, signal, isStream },
      ...(body === '' ? {} : { body }),
      ...(contentType === undefined ? {} : { contentType }),
    });
    if (isStream && answer.status === 200) await this.#stream(incoming, answer, response);
    else await this.#whole(incoming, answer, response);
  }

  finish(): void {
    // What is kept is taken by `recording`.
  }

  /** What came so far. */
  recording(version: string): Recording {
    const own = Object.entries(this.#discovery).filter(([, answers]) => answers.some((answer) => answer !== null));
    return {
      version,
      exchanges: this.#exchanges,
      ...(own.length === 0 ? {} : { discovery: Object.fromEntries(own) }),
    };
  }

  async #whole(incoming: Incoming, answer: ClusterResponse, response: ServerResponse): Promise<void> {
    const text = await readText(answer.body);
    const type = answer.headers['content-type'];
    response.writeHead(answer.status, type === undefined ? {} : { 'content-type': type });
    this.#keep(incoming, answer.status, this.#clean(text));
    response.end(text);
  }

  async #stream(incoming: Incoming, answer: ClusterResponse, response: ServerResponse): Promise<void> {
    const lines: Exchange['lines'] = [];
    const exchange: Exchange = { ...this.#asked(incoming), status: answer.status, lines, ended: false };
    this.#exchanges.push(exchange);
    response.writeHead(answer.status, { 'content-type': 'application/json' }).flushHeaders();
    try {
      for await (const line of readLines(answer, 'the cluster')) {
        lines.push({ after: this.#writes, line: this.#clean(line) });
        response.write(`${line}\n`);
      }
      exchange.ended = true;
      response.end();
    } catch (error) {
      if (!incoming.signal.aborted) throw error;
    }
  }

  #keep(incoming: Incoming, status: number, answer: Json): void {
    const asked = this.#asked(incoming);
    if (isDiscovery(asked.method, asked.path)) {
      this.#keepDiscovery(asked.path, status, answer);
      return;
    }
    const exchange: Exchange = { ...asked, status, answer };
    const key = keyOf(exchange);
    const last = this.#last.get(key);
    if (asked.method === 'GET' && last !== undefined && isSame(last, exchange)) {
      last.times = (last.times ?? 1) + 1;
      return;
    }
    this.#last.set(key, exchange);
    this.#exchanges.push(exchange);
  }

  #keepDiscovery(path: string, status: number, answer: Json): void {
    const { discovery } = this.#parts;
    if (status === 200 && discovery[path] === undefined) discovery[path] = answer;
    const isCommon = JSON.stringify(sorted(discovery[path] ?? null)) === JSON.stringify(sorted(answer));
    this.#discovery[path] = [...(this.#discovery[path] ?? []), isCommon ? null : { status, answer }];
  }

  #asked({ method, path, body }: Incoming): Pick<Exchange, 'method' | 'path' | 'body'> {
    return {
      method,
      path: this.#parts.names.toRecording(path),
      ...(body === '' ? {} : { body: this.#clean(body) }),
    };
  }

  #clean(text: string): Json {
    const named = this.#parts.names.toRecording(text);
    return scrub(parsed(named), (token) => this.#parts.onToken(token));
  }
}

function parsed(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}

/** The version of a list changes with every object of the cluster. */
function isSame(first: Exchange, second: Exchange): boolean {
  const shown = ({ status, answer = null }: Exchange): string => {
    const isList = isJsonObject(answer) && Array.isArray(answer['items']);
    return JSON.stringify([status, sorted(isList ? { ...answer, metadata: null } : answer)]);
  };
  return shown(first) === shown(second);
}
