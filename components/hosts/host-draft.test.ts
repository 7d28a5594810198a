import { expect, test } from 'vitest';
import { readDraft, typeHost } from './host-draft.ts';

const typed = { ...typeHost(undefined), name: 'web-1', address: '10.0.0.1' };

test('an empty form has the usual port and nothing else', () => {
  expect(typeHost(undefined)).toMatchObject({ port: '22', user: '', labels: '', sudo: 'none', useAgent: false });
});

test('what is typed becomes a host', () => {
  expect(readDraft({ ...typed, port: ' 2222 ', labels: 'role=web, zone=north' })).toMatchObject({
    ok: true,
    draft: { name: 'web-1', address: '10.0.0.1', port: 2222, labels: { role: ['web'], zone: ['north'] } },
  });
});

test('a port that is no number and a label without a value are both named', () => {
  expect(readDraft({ ...typed, port: 'ssh', labels: 'web' })).toEqual({
    ok: false,
    problems: [
      { field: 'labels', message: expect.stringContaining('"web"') },
      { field: 'port', message: expect.stringContaining('65535') },
    ],
  });
});
