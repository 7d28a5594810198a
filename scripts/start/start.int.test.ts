import { execFileSync, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { findPostmaster, findServerProcesses } from '../../db/embedded/postmaster.ts';
import { createTestDatabase } from '../../db/testing/create-test-database.ts';
import { TestClient } from '../../server/testing/test-client.ts';
import { type ProductOptions, ProductProcess } from '../testing/product-process.ts';
import { buildPages } from './build-pages.ts';

const root = join(import.meta.dirname, '..', '..');
/** That a condition comes is what matters, not when. */
const patience = 60_000;
const isRoot = process.getuid?.() === 0;

const smallBlueprint = `tosca_definitions_version: cloudify_dsl_1_3
node_types: {t: {}}
node_templates: {n: {type: t}}
`;

let base: string;
let dataDir: string;
let running: ProductProcess[];

beforeAll(() => buildPages(() => {}, AbortSignal.timeout(170_000)), 180_000);

beforeEach(() => {
  base = mkdtempSync(join(realpathSync(tmpdir()), 'gantry-start-'));
  chmodSync(base, 0o711);
  dataDir = join(base, 'data');
  running = [];
});

afterEach(async () => {
  for (const product of running) await product.end('SIGTERM');
  for (const pid of findServerProcesses(join(dataDir, 'postgres'))) process.kill(pid, 'SIGKILL');
  rmSync(base, { recursive: true, force: true });
});

function start(options: Partial<ProductOptions> = {}): ProductProcess {
  const product = new ProductProcess({ dataDir, ...options });
  running.push(product);
  return product;
}

function postmaster(): number | undefined {
  return findPostmaster(join(dataDir, 'postgres'))?.pid;
}

/** Signs in, makes a deployment, and watches its changes; `ended` settles when the connection ends. */
async function openStream(url: string, password: string | null): Promise<{ ended: Promise<unknown> }> {
  const client = new TestClient(url);
  expect((await client.signIn({ email: 'admin@gantry.local', password: password ?? '' })).status).toBe(200);
  const uploaded = await client.mutate('blueprints.upload', { name: 'small', text: smallBlueprint });
  expect(uploaded).toMatchObject({ data: { ok: true } });
  const blueprintId = (uploaded.data as { blueprint: { id: string } }).blueprint.id;
  const created = await client.mutate('deployments.create', { blueprintId, name: 'small', inputs: {} });
  expect(created).toMatchObject({ data: { ok: true } });
  const input = encodeURIComponent(JSON.stringify({ id: (created.data as { id: string }).id }));
  const stream = await client.get(`/api/trpc/deployments.changes?input=${input}`, { accept: 'text/event-stream' });
  expect(stream.headers.get('content-type')).toContain('text/event-stream');
  return { ended: stream.text().catch((error: unknown) => error) };
}

test('npm start: ready, started once only, and SIGTERM ends it with a stream open', async () => {
  const first = start({ through: 'npm' });
  const { url, password } = await first.ready();
  expect(password).toMatch(/.{16}/);
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);

  const second = start();
  expect(await second.exited).toBe(1);
  expect(second.printed).toMatch(/already runs with this data: process \d+/);
  expect(second.printed).toContain(`It answers at ${url}`);

  const stream = await openStream(url, password);
  await first.end('SIGTERM');
  await stream.ended;
  // npm may be gone a moment before what it started.
  await vi.waitFor(() => expect(findServerProcesses(join(dataDir, 'postgres'))).toEqual([]), patience);
  await vi.waitFor(() => expect(fetch(url)).rejects.toThrow(), patience);
});

test('the script itself: SIGINT, given twice as by a terminal and npm, ends it in good order', async () => {
  const product = start();
  const { url, password } = await product.ready();
  const stream = await openStream(url, password);
  product.child.kill('SIGINT');
  expect(await product.end('SIGINT')).toBe(0);
  await stream.ended;
  expect(findServerProcesses(join(dataDir, 'postgres'))).toEqual([]);
});

test.each([
  ['the server', { server: true, postmaster: false }],
  ['the postmaster and the server', { server: true, postmaster: true }],
])('kill -9 of %s, then start again', async (_, killed) => {
  const first = start();
  const { password } = await first.ready();
  const pid = postmaster();
  if (killed.server) await first.end('SIGKILL');
  if (killed.postmaster && pid) process.kill(pid, 'SIGKILL');
  const again = start();
  const { url, password: second } = await again.ready();
  expect(second).toBeNull();
  expect(again.printed.includes('used again')).toBe(!killed.postmaster);
  const signIn = await new TestClient(url).signIn({ email: 'admin@gantry.local', password: password ?? '' });
  expect(signIn.status).toBe(200);
});

test('kill -9 of the postmaster alone: the server brings it back and goes on', async () => {
  const product = start();
  const { url, password } = await product.ready();
  const pid = postmaster();
  process.kill(pid ?? 0, 'SIGKILL');
  await vi.waitFor(() => expect([undefined, pid]).not.toContain(postmaster()), patience);
  const client = new TestClient(url);
  await vi.waitFor(async () => {
    expect((await client.signIn({ email: 'admin@gantry.local', password: password ?? '' })).status).toBe(200);
  }, patience);
  expect((await client.query('session.get')).status).toBe(200);
});

test('DATABASE_URL: the same product on a given PostgreSQL', async () => {
  const database = await createTestDatabase();
  try {
    const product = start({ env: { DATABASE_URL: database.url } });
    const { url, password } = await product.ready();
    expect(postmaster()).toBeUndefined();
    const stream = await openStream(url, password);
    expect(await product.end('SIGTERM')).toBe(0);
    await stream.ended;
    const { rows } = await database.pool.query('select name from deployment');
    expect(rows).toEqual([{ name: 'small' }]);
  } finally {
    await database.drop();
  }
});

test.runIf(isRoot)('an ordinary user, in a folder with a space, with the data in the checkout', async () => {
  await buildPages(() => {}, AbortSignal.timeout(50_000));
  const checkout = join(base, 'a checkout');
  const account = { uid: idOf('-u'), gid: idOf('-g') };
  for (const name of execFileSync('ls', ['-A', root], { encoding: 'utf8' }).trim().split('\n')) {
    if (['.git', '.gantry', 'node_modules'].includes(name)) continue;
    cpSync(join(root, name), join(checkout, name), {
      recursive: true,
      filter: (from) => !/\.next\/(cache|dev)/.test(from),
    });
  }
  symlinkSync(join(root, 'node_modules'), join(checkout, 'node_modules'));
  spawnSync('chown', ['-R', `${account.uid}:${account.gid}`, checkout]);
  dataDir = join(checkout, '.gantry');
  const product = start({ checkout, account, env: { HOME: checkout, GANTRY_DATA_DIR: '' } });
  const { url, password } = await product.ready();
  await openStream(url, password);
  expect((await fetch(`${url}/sign-in`)).status).toBe(200);
  expect(readFileSync(`/proc/${postmaster()}/status`, 'utf8')).toMatch(new RegExp(`^Uid:\\s+${account.uid}\\s`, 'm'));
});

const canMount = isRoot && spawnSync('unshare', ['--mount', 'true']).status === 0;

test.runIf(canMount)(
  'a full disk is told to the person, changes nothing, and is over when there is space',
  async () => {
    const disk = join(base, 'disk');
    mkdirSync(disk);
    expect(spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=150m,mode=0711', 'tmpfs', disk]).status).toBe(0);
    try {
      dataDir = join(disk, 'data');
      const product = start();
      const { url, password } = await product.ready();
      const client = new TestClient(url);
      await client.signIn({ email: 'admin@gantry.local', password: password ?? '' });
      const before = (await client.query('blueprints.list')).data;
      const filler = join(disk, 'filler');
      spawnSync('dd', ['if=/dev/zero', `of=${filler}`, 'bs=64k']);
      const upload = { name: 'large', text: `${smallBlueprint}# ${'x'.repeat(700_000)}` };
      await vi.waitFor(async () => {
        const answer = await client.mutate('blueprints.upload', { ...upload, name: randomUUID() });
        expect(answer).toMatchObject({
          errorCode: 'storage-full',
          message: expect.stringContaining('Free some space'),
        });
      }, patience);
      rmSync(filler);
      await vi.waitFor(async () => {
        expect(await client.mutate('blueprints.upload', upload)).toMatchObject({ data: { ok: true } });
      }, patience);
      expect((await client.query('blueprints.list')).data).toEqual(expect.arrayContaining(before as unknown[]));
      await product.end('SIGTERM');
    } finally {
      for (const product of running) await product.end('SIGKILL');
      for (const pid of findServerProcesses(join(dataDir, 'postgres'))) process.kill(pid, 'SIGKILL');
      await vi.waitFor(() => expect(spawnSync('umount', [disk]).status).toBe(0), patience);
    }
  },
);

test.each([
  ['PORT', 'abc', /PORT: must be a whole number/],
  ['GANTRY_HOST', '192.0.2.1', /no address 192\.0\.2\.1/],
  ['DATABASE_URL', 'postgresql://nobody@127.0.0.1:1/none', /127\.0\.0\.1:1.*DATABASE_URL/],
])('%s=%s is refused with a message', async (name, value, message) => {
  const product = start({ env: { [name]: value } });
  expect(await product.exited).toBe(1);
  expect(product.printed).toMatch(message);
  expect(product.printed).not.toMatch(/^\s+at /m);
});

test('a port in use is named, with a way out', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await vi.waitFor(() => expect(other.listening).toBe(true), patience);
  const { port } = other.address() as { port: number };
  const product = start({ env: { PORT: String(port) } });
  expect(await product.exited).toBe(1);
  expect(product.printed).toMatch(`Port ${port} of 127.0.0.1 is in use`);
  other.close();
});

function idOf(flag: string): number {
  return Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }));
}
