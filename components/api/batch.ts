import { watchedFetch } from './connection.ts';
import { ApiFault } from './fault.ts';
import { apiUrl, inputPart, readAnswer } from './wire.ts';

/** What is asked of one procedure. */
export interface Call {
  kind: 'query' | 'mutation';
  path: string;
  input: unknown;
}

interface Waiting extends Call {
  resolve: (result: unknown) => void;
  reject: (fault: unknown) => void;
}

/** The server refuses larger batches. */
const maxBatch = 10;

/** Asks procedures of the server: all that is asked in one turn of the page together, at most ten a request. */
export class Batch {
  #waiting: Waiting[] = [];

  /** @throws ApiFault */
  ask(call: Call): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (this.#waiting.length === 0) setTimeout(() => this.#send());
      this.#waiting.push({ ...call, resolve, reject });
    });
  }

  #send(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const kind of ['query', 'mutation'] as const) {
      const calls = waiting.filter((call) => call.kind === kind);
      for (let at = 0; at < calls.length; at += maxBatch) void settle(kind, calls.slice(at, at + maxBatch));
    }
  }
}

/**
 * Asks one procedure by itself.
 * @throws ApiFault
 */
export async function askAlone({ kind, path, input }: Call): Promise<unknown> {
  return readAnswer(await request(kind, path, input));
}

async function settle(kind: Call['kind'], calls: readonly Waiting[]): Promise<void> {
  try {
    const inputs = Object.fromEntries(calls.map(({ input }, at) => [at, input]));
    const answer = await request(kind, `${calls.map(({ path }) => path).join(',')}?batch=1`, inputs);
    // A request that was refused as a whole has one answer for all.
    calls.forEach(({ resolve, reject }, at) => {
      try {
        resolve(readAnswer(Array.isArray(answer) ? answer[at] : answer));
      } catch (fault) {
        reject(fault);
      }
    });
  } catch (fault) {
    for (const { reject } of calls) reject(fault);
  }
}

async function request(kind: Call['kind'], target: string, input: unknown): Promise<unknown> {
  const address = `${apiUrl}/${target}`;
  const part = kind === 'query' ? inputPart(input) : '';
  const separator = part === '' ? '' : target.includes('?') ? '&' : '?';
  const init = kind === 'query' ? {} : { method: 'POST', headers: { 'content-type': 'application/json' } };
  const body = kind === 'query' || input === undefined ? {} : { body: JSON.stringify(input) };
  try {
    const response = await watchedFetch(`${address}${separator}${part}`, { ...init, ...body });
    return await response.json();
  } catch (fault) {
    throw new ApiFault(fault instanceof Error ? fault.message : String(fault), null);
  }
}
