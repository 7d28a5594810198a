import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { Client } from 'pg';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { keepDatabaseRunning } from './keep-running.ts';
import { findServerProcesses, isAlive } from './postmaster.ts';
import { type EmbeddedDatabase, startEmbeddedDatabase } from './start.ts';

/** That a condition comes is what matters, not when. */
const patience = 60_000;
const isRoot = process.getuid?.() === 0;
const module = new URL('./start.ts', import.meta.url).href;

let base: string;
let started: EmbeddedDatabase[];
let children: ChildProcess[];

beforeEach(() => {
  base = mkdtempSync(join(realpathSync(tmpdir()), 'gantry-embedded-'));
  chmodSync(base, 0o711);
  started = [];
  children = [];
});

afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  for (const database of started) await database.stop();
  rmSync(base, { recursive: true, force: true });
});

async function start(folder = join(base, 'postgres'), say?: (line: string) => void): Promise<EmbeddedDatabase> {
  const database = await startEmbeddedDatabase(say ? { folder, say } : { folder });
  started.push(database);
  return database;
}

async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

/** Another process that starts the database, says its url, and lives until it is killed. */
async function startInChild(folder: string, uid?: number): Promise<{ child: ChildProcess; url: string; pid: number }> {
  const program = `
    const { startEmbeddedDatabase } = await import(${JSON.stringify(module)});
    const database = await startEmbeddedDatabase({ folder: ${JSON.stringify(folder)} });
    console.log(JSON.stringify({ url: database.url, pid: database.pid }));
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
    ...(uid === undefined ? {} : { uid, gid: uid }),
  });
  children.push(child);
  if (!child.stdout) throw new Error('no output');
  for await (const line of createInterface(child.stdout)) return { child, ...JSON.parse(line) };
  throw new Error(`the child ended with ${child.exitCode}`);
}

async function killHard(pid: number): Promise<void> {
  process.kill(pid, 'SIGKILL');
  await vi.waitFor(() => expect(isAlive(pid)).toBe(false), patience);
}

test('keeps its data over a stop, serves a socket only, in a session of its own', async () => {
  const first = await start();
  expect(first.adopted).toBe(false);
  await query(first.url, 'create table kept (n int); insert into kept values (7)');
  const [settings] = await query(
    first.url,
    "select current_setting('fsync') fsync, current_setting('synchronous_commit') sync, current_setting('listen_addresses') addresses",
  );
  expect(settings).toEqual({ fsync: 'on', sync: 'on', addresses: '' });
  const session = readFileSync(`/proc/${first.pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[3];
  expect(Number(session)).toBe(first.pid);
  if (isRoot) expect(lstatSync(join(base, 'postgres')).uid).not.toBe(0);
  await first.stop();
  expect(isAlive(first.pid)).toBe(false);
  const second = await start();
  expect(await query(second.url, 'select n from kept')).toEqual([{ n: 7 }]);
});

test('two starts at once share one server', async () => {
  const folder = join(base, 'postgres');
  const both = await Promise.all([start(folder), start(folder)]);
  expect(both[0].pid).toBe(both[1].pid);
  expect(both.filter((database) => !database.adopted)).toHaveLength(1);
});

test('a killed owner leaves a server that is taken over', async () => {
  const folder = join(base, 'postgres');
  const { child, url, pid } = await startInChild(folder);
  await query(url, 'create table kept (n int)');
  child.kill('SIGKILL');
  await once(child, 'exit');
  const again = await start(folder);
  expect(again).toMatchObject({ adopted: true, pid, url });
  await query(again.url, 'select * from kept');
});

test.each([
  ['the postmaster alone', false],
  ['owner and postmaster', true],
])('kill -9 of %s, with a query that is still running', async (_, ownerToo) => {
  const folder = join(base, 'postgres');
  const { child, url, pid } = await startInChild(folder);
  await query(url, 'create table kept as select generate_series(1, 1000) n');
  const busy = query(url, 'select pg_sleep(300)').catch(() => 'cut');
  await vi.waitFor(
    async () =>
      expect(await query(url, "select 1 from pg_stat_activity where query like 'select pg_sleep%'")).toHaveLength(1),
    patience,
  );
  if (ownerToo) child.kill('SIGKILL');
  await killHard(pid);
  const again = await start(folder);
  expect(again.adopted).toBe(false);
  expect(await query(again.url, 'select count(*)::int n from kept')).toEqual([{ n: 1000 }]);
  expect(await busy).toBe('cut');
});

test.each(['short', 'long-'.repeat(30)])(
  'a server killed in service comes back at its url (folder %s)',
  async (name) => {
    const said: string[] = [];
    const folder = join(base, name);
    const kept = await keepDatabaseRunning({ folder, say: (line) => said.push(line), checkEveryMs: 20 });
    started.push(kept);
    const { pid } = kept;
    await query(kept.url, 'create table kept (n int)');
    await killHard(pid);
    await vi.waitFor(() => query(kept.url, 'select * from kept'), patience);
    expect(said).toEqual(['PostgreSQL ended unexpectedly; starting it again.']);
    await kept.stop();
    expect(findServerProcesses(folder)).toEqual([]);
  },
);

test('a stale postmaster.pid that names another living program is no obstacle', async () => {
  const first = await start();
  const file = join(base, 'postgres', 'postmaster.pid');
  const lines = readFileSync(file, 'utf8').split('\n');
  await killHard(first.pid);
  await vi.waitFor(() => expect(findServerProcesses(join(base, 'postgres'))).toEqual([]), patience);
  // Of the same account as the server: what PostgreSQL itself takes for another postmaster.
  const stranger = spawn('sleep', ['300'], isRoot ? { uid: lstatSync(file).uid } : {});
  children.push(stranger);
  writeFileSync(file, [stranger.pid, ...lines.slice(1)].join('\n'));
  const second = await start();
  expect(second.adopted).toBe(false);
  expect(isAlive(stranger.pid ?? 0)).toBe(true);
});

test.each(['with a space', 'quote"s, commas and Größe', `${'long-'.repeat(30)}name`])(
  'in a folder %s',
  async (name) => {
    const folder = join(base, name, 'postgres');
    const database = await start(folder);
    expect(await query(database.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    await database.stop();
    if (!database.socketFolder.startsWith(base)) expect(existsSync(database.socketFolder)).toBe(false);
  },
);

test.runIf(isRoot)('as an ordinary user', async () => {
  const account = Number(spawnSync('id', ['-u', 'nobody'], { encoding: 'utf8' }).stdout);
  const home = mkdtempSync(join(base, 'home-'));
  spawnSync('chown', [String(account), home]);
  const { url, pid } = await startInChild(join(home, 'postgres'), account);
  expect(await query(url, 'select 1 as one')).toEqual([{ one: 1 }]);
  const taken = await start(join(home, 'postgres'));
  expect(taken).toMatchObject({ adopted: true, pid });
});

test.runIf(isRoot)("a database of somebody else is not an ordinary user's to start", async () => {
  const first = await start();
  await first.stop();
  const program = `const { startEmbeddedDatabase } = await import(${JSON.stringify(module)});
    await startEmbeddedDatabase({ folder: ${JSON.stringify(join(base, 'postgres'))} }).catch((error) => console.log(error.message));`;
  const told = spawnSync(process.execPath, ['--input-type=module', '-e', program], { uid: 12_345, encoding: 'utf8' });
  expect(told.stdout).toMatch(/belongs to user \w+, and this is user id 12345\. Start it as root/);
});

test.runIf(isRoot)('below a folder that only root can enter the data lives elsewhere, and it says so', async () => {
  const closed = join(base, 'closed');
  mkdirSync(closed, { mode: 0o700 });
  const said: string[] = [];
  const database = await start(join(closed, 'postgres'), (line) => said.push(line));
  const place = realpathSync(join(closed, 'postgres'));
  try {
    expect(said.join()).toContain(place);
    expect(place).toMatch(/^\/var\/lib\/gantry\/database-/);
    await query(database.url, 'create table kept (n int)');
    await database.stop();
    const again = await start(join(closed, 'postgres'));
    await query(again.url, 'select * from kept');
  } finally {
    for (const each of started) await each.stop();
    rmSync(dirname(place), { recursive: true, force: true });
  }
});

const canMount = isRoot && spawnSync('unshare', ['--mount', 'true']).status === 0;

test.runIf(canMount)(
  'a full disk is named, and costs nothing',
  async () => {
    const disk = join(base, 'disk');
    mkdirSync(disk);
    expect(spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=120m,mode=0711', 'tmpfs', disk]).status).toBe(0);
    try {
      const filler = join(disk, 'filler');
      spawnSync('fallocate', ['-l', '100m', filler]);
      await expect(start(join(disk, 'postgres'))).rejects.toThrow(/disk is full.*Free at least/s);
      rmSync(filler);
      const database = await start(join(disk, 'postgres'));
      await query(database.url, 'create table kept (n int)');
      await killHard(database.pid);
      spawnSync('dd', ['if=/dev/zero', `of=${filler}`, 'bs=64k']);
      await expect(start(join(disk, 'postgres'))).rejects.toThrow(/disk is full.*Nothing was lost/s);
      rmSync(filler);
      const again = await start(join(disk, 'postgres'));
      await query(again.url, 'select * from kept');
      await again.stop();
    } finally {
      for (const each of started) await each.stop();
      spawnSync('umount', [disk]);
    }
  },
  120_000,
);
