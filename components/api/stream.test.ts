import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { faultCode } from './fault.ts';
import { openStream } from './stream.ts';

/** The browser's event source, moved by hand. */
class Source extends EventTarget {
  static readonly CLOSED = 2;
  static opened: Source[] = [];
  readyState = 1;
  readonly url: string;

  constructor(url: string) {
    super();
    this.url = decodeURIComponent(url);
    Source.opened.push(this);
  }

  tell(name: string, data: unknown, lastEventId = ''): void {
    this.dispatchEvent(new MessageEvent(name, { data: JSON.stringify(data), lastEventId }));
  }

  close(): void {
    this.readyState = Source.CLOSED;
  }
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('EventSource', Source);
  Source.opened = [];
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

function open() {
  const told: unknown[] = [];
  const end = openStream(
    'executions.stream',
    { id: 'a' },
    {
      onData: (message) => told.push(message),
      onConnectionStateChange: ({ state, error }) => told.push([state, error === null]),
      onError: (fault) => told.push(['error', faultCode(fault)]),
      onComplete: () => told.push('complete'),
    },
  );
  const source = Source.opened[0];
  if (source === undefined) throw new Error('No source was opened');
  return { told, end, source };
}

test('messages come with their place, until the server has nothing more to tell', () => {
  const { told, source } = open();
  expect(source.url).toBe('/api/trpc/executions.stream?input={"id":"a"}');
  source.tell('connected', {});
  source.tell('message', { kind: 'events' }, '7');
  source.tell('message', 'of no place');
  source.tell('return', null);
  source.tell('message', 'too late', '8');
  expect(told).toEqual([['pending', true], { id: '7', data: { kind: 'events' } }, 'of no place', 'complete']);
  expect(source.readyState).toBe(Source.CLOSED);
});

test('a connection that has fallen silent is opened anew after the last message', () => {
  const { told, source } = open();
  source.tell('connected', { reconnectAfterInactivityMs: 40_000 });
  source.tell('message', 1, '7');
  vi.advanceTimersByTime(39_000);
  source.tell('ping', '');
  vi.advanceTimersByTime(39_000);
  expect(Source.opened).toHaveLength(1);
  vi.advanceTimersByTime(2_000);
  expect(Source.opened).toHaveLength(2);
  expect(Source.opened[1]?.url).toContain('input={"id":"a","lastEventId":"7"}');
  expect(told.at(-1)).toEqual(['connecting', false]);
  source.tell('message', 'from the old one', '8');
  Source.opened[1]?.tell('message', 2, '8');
  expect(told.at(-1)).toEqual({ id: '8', data: 2 });
});

test('the browser mends what broke; a refusal ends it with its code', () => {
  const { told, source } = open();
  source.dispatchEvent(new Event('error'));
  expect(told).toEqual([['connecting', false]]);
  source.tell('serialized-error', { message: 'Stopping', code: -32_603, data: { errorCode: 'unavailable' } });
  expect(told.at(-1)).toEqual(['connecting', false]);
  source.tell('serialized-error', { message: 'No', code: -32_003, data: { errorCode: 'forbidden' } });
  expect(told.at(-1)).toEqual(['error', 'forbidden']);
  expect(source.readyState).toBe(Source.CLOSED);
});

test('an answer that is no stream is given up, and nothing is told after the end', () => {
  const first = open();
  first.source.close();
  first.source.dispatchEvent(new Event('error'));
  expect(first.told).toEqual([['error', null]]);
  Source.opened = [];
  const second = open();
  second.end();
  second.source.tell('message', 1, '1');
  second.source.dispatchEvent(new Event('error'));
  vi.advanceTimersByTime(100_000);
  expect(second.told).toEqual([]);
});
