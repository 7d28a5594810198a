import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findTenantOf } from '../../db/repositories/deployment.ts';
import { notifyChange } from '../../db/repositories/execution.ts';
import { createTestDatabase, type TestDatabase } from '../../db/testing/create-test-database.ts';
import { createSampleDeployment, startSample } from '../runtime/testing/sample-deployment.ts';
import { testRuntime } from '../runtime/testing/test-runtime.ts';
import { createEventBus, type EventBus } from './bus.ts';
import { createEventStreams, type EventStreams, type TrackedItem } from './stream-events.ts';

let database: TestDatabase;
let bus: EventBus;
let streams: EventStreams;
beforeAll(async () => {
  database = await createTestDatabase();
  bus = createEventBus({ pool: database.pool });
  await bus.start();
  streams = createEventStreams({ db: database.db, bus });
});
afterAll(async () => {
  await bus.close();
  await database.drop();
});

/** Runs an install whose one operation prints numbered lines; `atLine` is waited for before the next one. */
async function print(lines: number, atLine: (line: number) => Promise<void> = async () => {}) {
  const deploymentId = await createSampleDeployment(database.db, [{ name: 'app', operations: { create: {} } }]);
  const runtime = testRuntime(database, async (context) => {
    for (let line = 1; line <= lines; line++) {
      context.output('stdout', `line ${line}`, line * 10);
      if (line % 100 === 0) await context.flushed();
      await atLine(line);
    }
    return null;
  });
  await runtime.start();
  const id = await startSample(database.db, deploymentId);
  return { id, deploymentId, stop: () => runtime.stop() };
}

const hasOnlyLines = (items: TrackedItem[]): number[] =>
  items.flatMap(({ message }) =>
    message.kind === 'events'
      ? message.events.filter((event) => event.text.startsWith('line ')).map((event) => Number(event.text.slice(5)))
      : [],
  );

test('20 disconnects in 20,000 lines lose nothing and repeat nothing', async () => {
  const run = await print(20_000);
  const seqs: number[] = [];
  const items: TrackedItem[] = [];
  let last = 0;
  for (let connection = 0; connection <= 20; connection++) {
    const connected = new AbortController();
    const until = connection < 20 ? last + 1_000 : Number.POSITIVE_INFINITY;
    for await (const item of streams.streamEvents(run.id, last, connected.signal)) {
      items.push(item);
      last = item.seq;
      if (item.message.kind === 'events') seqs.push(...item.message.events.map((event) => event.seq));
      if (last >= until) break;
    }
  }
  await run.stop();
  expect(items.at(-1)?.message).toEqual({ kind: 'ended', status: 'terminated' });
  expect(items.some((item) => item.message.kind === 'skip-to')).toBe(false);
  expect(seqs).toEqual(Array.from({ length: seqs.length }, (_, position) => position + 1));
  expect(hasOnlyLines(items)).toEqual(Array.from({ length: 20_000 }, (_, position) => position + 1));
  for (const { message } of items) {
    if (message.kind === 'events') expect(message.events.length).toBeLessThanOrEqual(500);
  }
});

test('a line is seen while the operation still runs, and the listening connection may break', async () => {
  const seen = new Set<number>();
  const unseen: number[] = [];
  const run = await print(10, async (line) => {
    const deadline = performance.now() + 60_000;
    while (!seen.has(line) && performance.now() < deadline) await delay(1);
    if (!seen.has(line)) unseen.push(line);
    if (line === 5) {
      await database.pool.query(
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query like 'listen%'",
      );
    }
  });
  for await (const { message } of streams.streamEvents(run.id, 0, new AbortController().signal)) {
    if (message.kind !== 'events') continue;
    for (const event of message.events) {
      if (event.text.startsWith('line ')) seen.add(Number(event.text.slice(5)));
    }
  }
  await run.stop();
  expect([...seen]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  expect(unseen).toEqual([]);
});

test('a live reader that falls far behind is told to skip; reading the hole gives every line', async () => {
  const held = Promise.withResolvers<void>();
  const run = await print(12_000, async (line) => {
    if (line === 10) await held.promise;
  });
  const items: TrackedItem[] = [];
  for await (const item of streams.streamEvents(run.id, 0, new AbortController().signal)) {
    items.push(item);
    // It has caught up now; then it stops reading until the rest is written.
    if (hasOnlyLines([item]).includes(10)) {
      await delay(100);
      const next = streams.streamEvents(run.id, item.seq, new AbortController().signal);
      held.resolve();
      for await (const other of next) if (other.message.kind === 'ended') break;
    }
  }
  await run.stop();
  const skip = items.find((item) => item.message.kind === 'skip-to');
  expect(skip).toBeDefined();
  expect(items.at(-1)?.message.kind).toBe('ended');
  const seqs = items.flatMap(({ message }) =>
    message.kind === 'events' ? message.events.map((event) => event.seq) : [],
  );
  expect(seqs).toEqual(seqs.toSorted((a, b) => a - b));
  expect(seqs[seqs.findIndex((seq) => seq > (skip?.seq ?? 0))]).toBe((skip?.seq ?? 0) + 1);
});

test('an execution that is not there ends the stream; a deployment is watched', async () => {
  const none: TrackedItem[] = [];
  for await (const item of streams.streamEvents(randomUUID(), 0, new AbortController().signal)) none.push(item);
  expect(none).toEqual([]);
  const run = await print(3);
  const watched = new AbortController();
  const counts: number[] = [];
  for await (const { count } of streams.watchDeployment(run.deploymentId, watched.signal)) {
    counts.push(count);
    if (counts.length === 2) watched.abort();
  }
  expect(counts).toEqual([0, 1]);
  await run.stop();
});

test('a tenant is told of its own deployments and of no others', async () => {
  const deploymentId = await createSampleDeployment(database.db, [{ name: 'app', operations: { create: {} } }]);
  const tenantId = (await findTenantOf(database.db, deploymentId)) ?? '';
  const ended = new AbortController();
  const others = streams.watchTenant('somebody else', ended.signal);
  const own = streams.watchTenant(tenantId, ended.signal);
  expect((await others.next()).value).toEqual({ count: 0 });
  expect((await own.next()).value).toEqual({ count: 0 });
  const told = others.next();
  await notifyChange(database.db, deploymentId);
  expect((await own.next()).value).toEqual({ count: 1 });
  ended.abort();
  expect((await told).done).toBe(true);
  await own.return(undefined);
});
