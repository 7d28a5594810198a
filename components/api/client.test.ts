import { afterEach, expect, test, vi } from 'vitest';
import { createAsk, createClient } from './client.ts';
import { ApiFault, faultCode } from './fault.ts';
import { createOptions } from './query-options.ts';

afterEach(() => vi.unstubAllGlobals());

/** A server that answers every request with what `answer` says of its address and body. */
function serve(answer: (address: URL, body: unknown) => unknown): string[] {
  const asked: string[] = [];
  vi.stubGlobal('fetch', async (address: string, init?: RequestInit) => {
    asked.push(address);
    const body = init?.body === undefined ? null : JSON.parse(String(init.body));
    return Response.json(answer(new URL(address, 'http://gantry.test'), body));
  });
  return asked;
}

const refusal = { error: { message: 'There is no such host.', code: -32_004, data: { errorCode: 'not-found' } } };

function create() {
  const faults: unknown[] = [];
  const ask = createAsk((fault) => faults.push(fault));
  return { client: createClient(ask, (fault) => faults.push(fault)), options: createOptions(ask), faults };
}

test('what is asked in one turn is asked together, and each gets its own answer', async () => {
  const asked = serve(() => [{ result: { data: 'first' } }, refusal]);
  const { client, faults } = create();
  const first = client.hosts.get.query({ id: 'a' });
  const second = client.hosts.get.query({ id: 'b' });
  expect(await first).toBe('first');
  await expect(second).rejects.toThrow('There is no such host.');
  expect(asked.map(decodeURIComponent)).toEqual([
    '/api/trpc/hosts.get,hosts.get?batch=1&input={"0":{"id":"a"},"1":{"id":"b"}}',
  ]);
  expect(faults.map(faultCode)).toEqual(['not-found']);
});

test('a request has ten at most; queries and mutations go apart; what takes long goes alone', async () => {
  const asked = serve(({ pathname, searchParams }) => {
    const count = pathname.split(',').length;
    const results = Array.from({ length: count }, () => ({ result: { data: null } }));
    return searchParams.has('batch') ? results : results[0];
  });
  const { client } = create();
  await Promise.all([
    ...Array.from({ length: 11 }, () => client.blueprints.list.query()),
    client.secrets.delete.mutate({ name: 'token' }),
    client.executions.timeline.query({ id: 'a' }),
  ]);
  const counts = asked.map((address) => address.split('?')[0]?.split(',').length);
  expect(counts.toSorted()).toEqual([1, 1, 1, 10]);
  expect(asked.find((address) => address.includes('timeline'))).not.toContain('batch');
});

test('a mutation sends its input as the body', async () => {
  const bodies: unknown[] = [];
  serve((_, body) => {
    bodies.push(body);
    return [{ result: { data: null } }];
  });
  await create().client.secrets.delete.mutate({ name: 'token' });
  expect(bodies).toEqual([{ 0: { name: 'token' } }]);
});

test('a refusal of the whole request is the answer to each; a proxy that answers in the place of the server is no answer', async () => {
  serve(() => refusal);
  const { client } = create();
  const both = await Promise.allSettled([client.blueprints.list.query(), client.hosts.list.query()]);
  expect(both.map((each) => each.status === 'rejected' && faultCode(each.reason))).toEqual(['not-found', 'not-found']);
  vi.stubGlobal('fetch', async () => new Response('<h1>Bad gateway</h1>', { status: 502 }));
  const fault = await client.blueprints.list.query().catch((thrown: unknown) => thrown);
  expect(fault).toBeInstanceOf(ApiFault);
  expect(faultCode(fault)).toBeNull();
});

test('keys are found by their beginning: a procedure with its input, without it, and all of its router', () => {
  const { options } = create();
  expect(options.hosts.get.queryKey({ id: 'a' })).toEqual([['hosts', 'get'], { input: { id: 'a' }, type: 'query' }]);
  expect(options.hosts.get.queryKey()).toEqual([['hosts', 'get'], { type: 'query' }]);
  expect(options.hosts.pathKey()).toEqual([['hosts']]);
  const staleTime = 5;
  expect(options.hosts.get.queryOptions({ id: 'a' }, { staleTime })).toMatchObject({
    staleTime,
    queryKey: [['hosts', 'get'], { input: { id: 'a' } }],
  });
});
