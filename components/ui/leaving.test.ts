import { expect, test } from 'vitest';
import { guardLeaving } from './leaving.ts';

function open() {
  const written: string[] = [];
  const history = {
    pushState: (_: unknown, __: string, url?: string | URL | null) => void written.push(`push ${url}`),
    replaceState: (_: unknown, __: string, url?: string | URL | null) => void written.push(`replace ${url}`),
  };
  return { history, written, leaving: guardLeaving(() => history) };
}

test('a page that stays writes its address', () => {
  const { history, written, leaving } = open();
  history.replaceState(null, '', '/a?q=x');
  leaving.set(false);
  history.pushState(null, '', '/a?q=y');
  expect(written).toEqual(['replace /a?q=x', 'push /a?q=y']);
});

test('a page that is being left does not, and the next one does', () => {
  const { history, written, leaving } = open();
  leaving.set(true);
  history.replaceState(null, '', '/a?preview=1');
  history.pushState(null, '', '/a?preview=2');
  // The router's own.
  history.pushState({ __NA: true }, '', '/b');
  leaving.set(false);
  history.replaceState(null, '', '/b?q=z');
  leaving.set(true);
  history.replaceState(null, '', '/b?q=late');
  expect(written).toEqual(['push /b', 'replace /b?q=z']);
});
