/** One message of a stream of server-sent events. */
export interface SentEvent {
  /** `message` when it has no name. */
  event: string;
  id: string | null;
  data: string;
}

/** Reads server-sent events; throws when the connection breaks. */
export async function* readEventStream(
  pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<SentEvent> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const piece of pieces) {
    rest += decoder.decode(piece, { stream: true });
    const blocks = rest.split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) yield parseBlock(block);
  }
}

function parseBlock(block: string): SentEvent {
  const found: SentEvent = { event: 'message', id: null, data: '' };
  for (const line of block.split('\n')) {
    const [, name, value = ''] = /^(\w+): ?(.*)$/.exec(line) ?? [];
    if (name === 'event') found.event = value;
    if (name === 'id') found.id = value;
    if (name === 'data') found.data += value;
  }
  return found;
}
