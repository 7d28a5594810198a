import type { TrackedMessage } from '../services/services.ts';

/* The text of a stream as tRPC's own writer makes it, so that its client reads both alike. */

const frames = new WeakMap<object, Buffer>();

/** What a message is on the wire. Made once for all who are sent the same message. */
export function frameOf({ seq, message }: TrackedMessage): Buffer {
  const known = frames.get(message);
  if (known !== undefined) return known;
  const frame = Buffer.from(`data: ${JSON.stringify(message)}\nid: ${seq}\n\n\n`);
  frames.set(message, frame);
  return frame;
}

/** A message that has a name and no place in the stream; `data` is JSON or empty. */
export function namedFrame(event: 'connected' | 'ping' | 'return' | 'serialized-error', data = ''): string {
  return `event: ${event}\ndata: ${data}\n\n\n`;
}
