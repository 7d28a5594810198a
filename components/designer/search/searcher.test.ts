import { expect, test, vi } from 'vitest';
import { findInTexts, type TextQuery } from '../../../core/text/find-in-texts.ts';
import type { DesignFile } from '../document/history.ts';
import type { SearchQuestion, SearchTold } from './search-messages.ts';
import { type SearchChannel, Searcher } from './searcher.ts';

const query: TextQuery = {
  ...{ text: 'vm', matchesCase: true, isWholeWord: false, isExpression: false },
  replacement: null,
};

function filesOf(texts: Record<string, string | null>): ReadonlyMap<string, DesignFile> {
  const file = (path: string, text: string | null): DesignFile => ({ path, mode: 0o644, text, size: 0 });
  return new Map(Object.entries(texts).map(([path, text]) => [path, file(path, text)]));
}

/** A searcher whose other thread answers when it is told to. */
function searcher() {
  const asked: SearchQuestion[] = [];
  let texts = new Map<string, string>();
  let tell: (told: SearchTold) => void = () => {};
  let threads = 0;
  const open = (): SearchChannel => {
    threads += 1;
    texts = new Map();
    return {
      post: (question) => asked.push(structuredClone(question)),
      listen: (listener) => {
        tell = listener;
      },
      close: () => {},
    };
  };
  const answer = (): void => {
    const question = asked.at(-1);
    if (question === undefined) throw new Error('Nothing was asked.');
    for (const [path, text] of Object.entries(question.changed)) {
      if (text === null) texts.delete(path);
      else texts.set(path, text);
    }
    tell({ kind: 'begun' });
    tell({ kind: 'found', found: findInTexts(texts, question.query, 100) });
  };
  return { searcher: new Searcher(open), asked, answer, begin: () => tell({ kind: 'begun' }), threads: () => threads };
}

test('only what changed is sent, and only the last of several questions is asked', async () => {
  const { searcher: own, asked, answer } = searcher();
  const first = own.search(filesOf({ a: 'vm', b: 'none', logo: null }), query);
  const second = own.search(filesOf({ a: 'vm' }), query);
  const third = own.search(filesOf({ a: 'vm', b: 'vm vm' }), query);
  expect(await second).toBe(null);
  answer();
  expect(await first).toMatchObject({ ok: true, count: 1 });
  answer();
  expect(await third).toMatchObject({ ok: true, count: 3 });
  expect(asked.map(({ changed }) => changed)).toEqual([{ a: 'vm', b: 'none' }, { b: 'vm vm' }]);
});

test('what runs for ever is ended with its thread, and the next search has one of its own', async () => {
  vi.useFakeTimers();
  const { searcher: own, asked, answer, begin, threads } = searcher();
  const endless = own.search(filesOf({ a: 'vm' }), query);
  const next = own.search(filesOf({ a: 'vm' }), query);
  begin();
  vi.advanceTimersByTime(3_000);
  vi.useRealTimers();
  expect(await endless).toMatchObject({ ok: false, problem: expect.stringContaining('3 seconds') });
  answer();
  expect(await next).toMatchObject({ ok: true, count: 1 });
  expect(asked.at(-1)?.changed).toEqual({ a: 'vm' });
  expect(threads()).toBe(2);
  const left = own.search(filesOf({ a: 'vm' }), query);
  own.close();
  expect(await left).toBe(null);
});
