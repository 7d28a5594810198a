import { type IncomingMessage, request } from 'node:http';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type CuttingProxy, startCuttingProxy } from '../testing/cutting-proxy.ts';
import { readEventStream, type SentEvent } from '../testing/read-stream.ts';
import { startTestProduct, type TestProduct } from '../testing/start-test-product.ts';
import { TestClient } from '../testing/test-client.ts';
import { type WrittenExecution, writeExecution } from '../testing/written-execution.ts';
import type { StreamMessage } from './contract.ts';

let product: TestProduct;
let proxy: CuttingProxy;
beforeAll(async () => {
  product = await startTestProduct();
  proxy = await startCuttingProxy({ host: '127.0.0.1', port: Number(new URL(product.url).port) });
});
afterAll(async () => {
  await proxy.close();
  await product.stop();
});

interface Connection {
  port?: number;
  lastEventId?: string | null;
  /** How a browser's own reconnect says where it was, in place of the input. */
  byHeader?: boolean;
  client?: TestClient;
  signal?: AbortSignal;
}

/** With Node's own client, because `fetch` cannot name another host than the one it connects to. */
function connect(execution: string, connection: Connection = {}): Promise<IncomingMessage> {
  const { lastEventId = null, byHeader = false, client = product.admin, signal } = connection;
  const input = encodeURIComponent(JSON.stringify({ id: execution, ...(byHeader ? {} : { lastEventId }) }));
  const { port, host } = new URL(product.url);
  return new Promise((resolve, reject) => {
    const outgoing = request({
      host: '127.0.0.1',
      port: connection.port ?? port,
      path: `/api/trpc/executions.stream?input=${input}`,
      headers: {
        cookie: client.cookie,
        host,
        ...(byHeader && lastEventId !== null ? { 'last-event-id': lastEventId } : {}),
      },
      ...(signal === undefined ? {} : { signal }),
    });
    outgoing.once('response', resolve).once('error', reject).end();
  });
}

/** What the client of the page does: reconnects from the last id it has, until the stream says that it has ended. */
async function follow(execution: string, port: number, onSeq: (seq: number) => void): Promise<number> {
  const place: { last: string | null; ended: boolean } = { last: null, ended: false };
  let connections = 0;
  const readOn = async (): Promise<void> => {
    const response = await connect(execution, { port, lastEventId: place.last, byHeader: connections % 2 === 0 });
    for await (const { id, message } of messagesOf(response)) {
      if (message.kind === 'events') for (const event of message.events) onSeq(event.seq);
      place.last = id;
      place.ended = message.kind === 'ended';
    }
  };
  while (!place.ended) {
    connections += 1;
    await readOn().catch((fault: Error) => {
      // A cut connection is what this is about; an answer other than a stream is not.
      if (fault.message.startsWith('answered')) throw fault;
    });
  }
  return connections;
}

async function* messagesOf(response: IncomingMessage): AsyncGenerator<{ id: string; message: StreamMessage }> {
  if (response.statusCode !== 200) throw new Error(`answered ${response.statusCode}`);
  for await (const { id, data } of readEventStream(response)) {
    if (id !== null) yield { id, message: JSON.parse(data) as StreamMessage };
  }
}

it('loses and repeats nothing of 100,000 lines over 20 forced disconnects', async () => {
  const total = 100_000;
  const execution = await writeExecution(product.database.db);
  const received: number[] = [];
  let cuts = 0;
  const done = follow(execution.id, proxy.port, (seq) => {
    received.push(seq);
    if (seq > ((cuts + 1) * total) / 21 && cuts < 20) {
      cuts += 1;
      proxy.cut();
    }
  });
  for (let written = 0; written < total; written += 1_000) await execution.write(1_000);
  await execution.finish();
  const connections = await done;
  expect(cuts).toBe(20);
  expect(connections).toBeGreaterThan(cuts / 2);
  expect(received).toEqual(Array.from({ length: total }, (_, n) => n + 1));
});

it('goes on after a given id and says when it is over', async () => {
  const execution = await writeExecution(product.database.db);
  await execution.write(50);
  await execution.finish();
  const messages: SentEvent[] = [];
  for await (const message of readEventStream(await connect(execution.id, { lastEventId: '45' })))
    messages.push(message);
  const bodies = messages
    .filter((message) => message.id !== null)
    .map((message) => JSON.parse(message.data) as StreamMessage);
  expect(bodies.flatMap((body) => (body.kind === 'events' ? body.events.map((event) => event.seq) : []))).toEqual([
    46, 47, 48, 49, 50,
  ]);
  expect(bodies.at(-1)).toEqual({ kind: 'ended', status: 'terminated' });
  expect(messages.at(-1)?.event).toBe('return');
});

it('tells changes of a deployment as they come', async () => {
  const execution = await writeExecution(product.database.db);
  const ended = new AbortController();
  const input = encodeURIComponent(JSON.stringify({ id: execution.deploymentId }));
  const response = await fetch(`${product.url}/api/trpc/deployments.changes?input=${input}`, {
    headers: { cookie: product.admin.cookie },
    signal: ended.signal,
  });
  const counts: number[] = [];
  for await (const message of readEventStream(response.body ?? [])) {
    if (message.event !== 'message') continue;
    counts.push((JSON.parse(message.data) as { count: number }).count);
    if (counts.length === 1) await execution.write(1);
    if (counts.length === 2) break;
  }
  ended.abort();
  expect(counts).toEqual([0, 1]);
});

it('tells that something in the lists changed: what was written, made and deleted', async () => {
  const first = await writeExecution(product.database.db);
  const ended = new AbortController();
  const response = await fetch(`${product.url}/api/trpc/lists.changes`, {
    headers: { cookie: product.admin.cookie },
    signal: ended.signal,
  });
  const deeds = [
    () => first.write(1),
    () => writeExecution(product.database.db).then((second) => second.write(1)),
    async () => {
      await product.database.db.execute(sql`update execution set status = 'terminated', ended_at = now()`);
      const deleted = await product.admin.mutate('deployments.delete', { id: first.deploymentId, force: true });
      expect(deleted.status).toBe(200);
    },
  ];
  let count = 0;
  for await (const message of readEventStream(response.body ?? [])) {
    if (message.event !== 'message') continue;
    const deed = deeds[count++];
    if (deed === undefined) break;
    await deed();
  }
  ended.abort();
  expect(count).toBe(deeds.length + 1);
});

it('ends when the account is removed', async () => {
  const email = 'watcher@example.org';
  const created = await product.admin.mutate('users.create', { email, name: 'Watcher', role: 'viewer' });
  const { id, password } = created.data as { id: string; password: string };
  const client = new TestClient(product.url);
  await client.signIn({ email, password });
  const execution = await writeExecution(product.database.db);
  const response = await connect(execution.id, { client });
  let removed = false;
  let last: SentEvent | null = null;
  for await (const message of readEventStream(response)) {
    last = message;
    if (removed) continue;
    removed = true;
    await product.admin.mutate('users.remove', { id });
  }
  expect(last).toMatchObject({ event: 'serialized-error' });
  expect(last?.data).toContain('not signed in');
});

it('refuses executions that are not there', async () => {
  let problem = '';
  for await (const { event, data } of readEventStream(await connect(crypto.randomUUID()))) {
    if (event === 'serialized-error') problem = data;
  }
  expect(problem).toContain('not-found');
});

it('lets go of the source when its reader has gone', async () => {
  const execution: WrittenExecution = await writeExecution(product.database.db);
  const before = process.getActiveResourcesInfo().length;
  for (let n = 0; n < 30; n += 1) {
    const gone = new AbortController();
    const response = await connect(execution.id, { signal: gone.signal });
    await new Promise((resolve) => response.once('data', resolve));
    response.on('error', () => {});
    gone.abort();
  }
  await expect.poll(() => process.getActiveResourcesInfo().length).toBeLessThan(before + 25);
});

it('ends in a way after which the client connects again when the server stops', async () => {
  const stopping = await startTestProduct();
  const { id } = await writeExecution(stopping.database.db);
  const input = encodeURIComponent(JSON.stringify({ id }));
  const response = await stopping.admin.get(`/api/trpc/executions.stream?input=${input}`);
  let last: SentEvent | null = null;
  for await (const message of readEventStream(response.body ?? [])) {
    if (last === null) void stopping.server.close();
    last = message;
  }
  expect(last?.event).toBe('serialized-error');
  expect(last?.data).toContain('SERVICE_UNAVAILABLE');
  await stopping.stop();
});
