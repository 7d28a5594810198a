import { ApiFault } from './fault.ts';
import { apiUrl, inputPart, isRecord, readFault } from './wire.ts';

/** What is told of an event stream; the names are those of tRPC's client. */
export interface StreamListener {
  onData?: (message: unknown) => void;
  onConnectionStateChange?: (change: { state: 'connecting' | 'pending'; error: ApiFault | null }) => void;
  /** It has ended with a fault that a new connection would not mend. */
  onError?: (fault: ApiFault) => void;
  /** The server has nothing more to tell. */
  onComplete?: () => void;
}

/** JSON-RPC's code for faults that may be over soon. */
const internalError = -32_603;

/** Opens the event stream of a subscription. Returns what ends it; nothing is told after that. */
export function openStream(path: string, input: unknown, listener: StreamListener): () => void {
  const stream = new Stream(path, input, listener);
  return () => stream.end();
}

/** Goes on after the last message by itself, when the connection breaks and when it has fallen silent. */
class Stream {
  readonly #path: string;
  readonly #input: unknown;
  readonly #listener: StreamListener;
  /** Null once it has ended. */
  #source: EventSource | null;
  #lastEventId: string | null = null;
  /** After how much silence the connection is taken for dead, ms; the server says so. */
  #patience = 0;
  #silence: ReturnType<typeof setTimeout> | undefined;

  constructor(path: string, input: unknown, listener: StreamListener) {
    this.#path = path;
    this.#input = input;
    this.#listener = listener;
    this.#source = this.#open();
  }

  end(): void {
    clearTimeout(this.#silence);
    this.#source?.close();
    this.#source = null;
  }

  #open(): EventSource {
    const given = isRecord(this.#input) ? this.#input : {};
    const input = this.#lastEventId === null ? this.#input : { ...given, lastEventId: this.#lastEventId };
    const source = new EventSource(`${apiUrl}/${this.#path}?${inputPart(input)}`);
    const on = (name: string, take: (event: MessageEvent<string>) => void): void =>
      source.addEventListener(name, (event) => {
        // A source that was closed may still have events on their way.
        if (source !== this.#source) return;
        this.#heard();
        take(event as MessageEvent<string>);
      });
    on('connected', ({ data }) => {
      this.#patience = Number(JSON.parse(data).reconnectAfterInactivityMs ?? 0);
      this.#heard();
      this.#listener.onConnectionStateChange?.({ state: 'pending', error: null });
    });
    on('message', ({ data, lastEventId }) => {
      const value = JSON.parse(data);
      if (lastEventId === '') return this.#listener.onData?.(value);
      this.#lastEventId = lastEventId;
      this.#listener.onData?.({ id: lastEventId, data: value });
    });
    on('ping', () => undefined);
    on('return', () => {
      this.end();
      this.#listener.onComplete?.();
    });
    on('serialized-error', ({ data }) => this.#refused(JSON.parse(data)));
    source.addEventListener('error', () => {
      if (source === this.#source) this.#broken(source.readyState === EventSource.CLOSED);
    });
    return source;
  }

  /** The browser opens a broken connection again by itself; one that was answered with anything else it gives up. */
  #broken(isGivenUp: boolean): void {
    const fault = new ApiFault('The connection broke.', null);
    if (isGivenUp) {
      this.end();
      this.#listener.onError?.(fault);
    } else {
      this.#listener.onConnectionStateChange?.({ state: 'connecting', error: fault });
    }
  }

  #refused(shape: unknown): void {
    const fault = readFault(shape);
    if (isRecord(shape) && shape['code'] === internalError) {
      this.#listener.onConnectionStateChange?.({ state: 'connecting', error: fault });
    } else {
      this.end();
      this.#listener.onError?.(fault);
    }
  }

  #heard(): void {
    clearTimeout(this.#silence);
    if (this.#patience === 0) return;
    this.#silence = setTimeout(() => {
      this.#source?.close();
      const fault = new ApiFault('Nothing was heard for long.', null);
      this.#listener.onConnectionStateChange?.({ state: 'connecting', error: fault });
      this.#source = this.#open();
    }, this.#patience);
  }
}
