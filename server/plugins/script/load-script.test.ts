import { expect, test } from 'vitest';
import { MemoryContext } from '../../hosts/testing/memory-context.ts';
import { EgressRefusal, type FetchGuarded } from '../../security/egress/fetch-guarded.ts';
import { loadScript } from './load-script.ts';

const nothing: FetchGuarded = (url) => Promise.reject(new EgressRefusal(`${url} is refused`));

async function load(path: string, fetchGuarded: FetchGuarded = nothing): Promise<string> {
  const context = new MemoryContext();
  context.files.set('scripts/a.sh', '#!/bin/sh\r\necho\r\n');
  context.files.set('b.sh', 'echo\r\n');
  const { name, content } = await loadScript(
    context,
    { source: { kind: 'path', path }, certificates: null },
    fetchGuarded,
  );
  return `${name}:${Buffer.from(content).toString()}`;
}

test('a script comes from the blueprint, its shebang without carriage returns', async () => {
  expect(await load('scripts/a.sh')).toBe('a.sh:#!/bin/sh\necho\n');
  expect(await load('b.sh')).toBe('b.sh:echo\r\n');
  await expect(load('none.sh')).rejects.toThrow('The blueprint has no file none.sh');
});

test('a script comes from the web through the guarded door', async () => {
  const answer =
    (status: number): FetchGuarded =>
    (url) =>
      Promise.resolve({ status, content: Buffer.from(url) });
  expect(await load('https://example.com/x/run.sh', answer(200))).toBe('run.sh:https://example.com/x/run.sh');
  await expect(load('https://example.com/run.sh', answer(204))).rejects.toThrow(
    'Failed downloading script: https://example.com/run.sh (status code: 204)',
  );
  await expect(load('http://example.com/run.sh')).rejects.toMatchObject({
    name: 'NonRecoverableError',
    message: 'http://example.com/run.sh is refused',
  });
});

test('a file of the server is none of the blueprint', async () => {
  await expect(load('file:///etc/passwd')).rejects.toThrow('is a file of this server');
});

test('an inline script loses the margin of its block', async () => {
  const source = { kind: 'text' as const, text: '    if x:\n      y\n\n    z\n' };
  const { content } = await loadScript(new MemoryContext(), { source, certificates: null }, nothing);
  expect(Buffer.from(content).toString()).toBe('if x:\n  y\n\nz\n');
});
