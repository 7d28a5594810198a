import { tracked } from '@trpc/server';
import { sseStreamProducer } from '@trpc/server/unstable-core-do-not-import';
import { expect, test } from 'vitest';
import type { EventView } from '../api/contract.ts';
import { streamTiming } from '../api/trpc.ts';
import type { TrackedMessage } from '../services/services.ts';
import { frameOf, namedFrame } from './stream-frames.ts';

const line = { seq: 7, text: 'a\nb\u2028 "é" \u001b[31m', type: 'log', level: 'info' } as EventView;
const messages: TrackedMessage[] = [
  { seq: 7, message: { kind: 'events', events: [line, { ...line, seq: 8 }] } },
  { seq: 900, message: { kind: 'skip-to', seq: 900 } },
  { seq: 900, message: { kind: 'ended', status: 'failed' } },
];

async function writtenByTrpc(fault: Error | null): Promise<string> {
  async function* data() {
    for (const { seq, message } of messages) yield tracked(String(seq), message);
    if (fault !== null) throw fault;
  }
  const stream = sseStreamProducer({ data: data(), ...streamTiming, formatError: () => ({ message: 'broken' }) });
  return await new Response(stream).text();
}

test.each([
  [null, namedFrame('return')],
  [new Error('broken'), namedFrame('serialized-error', '{"message":"broken"}')],
])('a stream is what tRPC writes, byte for byte', async (fault, end) => {
  const ours = [namedFrame('connected', JSON.stringify(streamTiming.client)), ...messages.map(frameOf), end];
  expect(ours.join('')).toBe(await writtenByTrpc(fault));
});

test('a message has one text for all who are sent it', () => {
  const [one] = messages;
  expect(one && frameOf(one)).toBe(one && frameOf({ ...one }));
});
