import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { IsolatedHost, SshHost, SshHosts } from '../../../e2e/hosts/host.ts';
import { startSshHosts } from '../../../e2e/hosts/ssh-hosts.ts';
import type { SshTarget } from '../../security/ssh/endpoint.ts';
import { SshPool } from '../../security/ssh/pool.ts';
import { MemoryHostKeys } from '../testing/rig.ts';
import { HostFiles } from './host-files.ts';
import type { TransferProgress } from './meter.ts';

let machines: SshHosts;
let host: SshHost;
/** Ports of SSH servers with and without the SFTP subsystem, on one machine. */
const ports: { sftp: number | null; shell: number | null } = { sftp: null, shell: null };
const pool = new SshPool({ hostKeys: new MemoryHostKeys() });
const folder = mkdtempSync(join(tmpdir(), 'gantry-files-'));
const remote = `gantry-files-${process.pid}`;

beforeAll(async () => {
  machines = await startSshHosts(1);
  host = machines.hosts[0] as SshHost;
  ports.shell = host.port;
  if (machines.isolated) {
    ports.sftp = 2022;
    await (host as IsolatedHost).inside(
      '(sed "s/^Port 22/Port 2022/" /opt/host/sshd_config; echo "Subsystem sftp internal-sftp") >/opt/host/sftp && /usr/sbin/sshd -f /opt/host/sftp',
    );
  }
});
afterAll(async () => {
  await pool.close();
  await machines.close();
  rmSync(folder, { recursive: true });
});

function target(port = host.port): SshTarget {
  return {
    tenant: 'default_tenant',
    address: host.address,
    port,
    user: host.user,
    credentials: [{ kind: 'key', privateKey: host.privateKey }],
    trustedKeys: [host.fingerprint],
    via: null,
  };
}

async function shell(command: string): Promise<string> {
  const channel = await pool.exec(target(), command);
  const chunks: Buffer[] = [];
  for await (const chunk of channel) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

/** The same must hold with SFTP and without. */
function eachWay(name: string, work: (files: HostFiles, place: string) => Promise<void>): void {
  for (const way of ['sftp', 'shell'] as const) {
    test(`${name} (${way})`, async ({ skip }) => {
      const port = ports[way];
      if (port === null) return skip('a second SSH server needs a machine of its own (root)');
      await work(new HostFiles(pool, target(port)), `${remote}/${way}`);
    });
  }
}

eachWay('a file goes there and back with its bytes and mode, and replaces what was there', async (files, place) => {
  const bytes = Buffer.alloc(3_000_001, 'every byte counts\0\n');
  const local = join(folder, 'a file.bin');
  writeFileSync(local, bytes, { mode: 0o750 });
  await shell(`mkdir -p ~/${place} && echo old > ~/${place}/"it's here"`);
  const progress: TransferProgress[] = [];
  const put = await files.putFile(local, `~/${place}/it's here`, { onProgress: (one) => progress.push(one) });
  expect(put).toEqual({ path: `${place}/it's here`, files: 1, bytes: bytes.length, skipped: [] });
  expect(progress.at(-1)).toEqual({
    ...{ file: 'a file.bin', bytes: bytes.length, totalBytes: bytes.length, files: 1, totalFiles: 1 },
  });
  expect(await shell(`cd ~/${place} && stat -c %a * && ls -A`)).toBe("750\nit's here\n");
  const back = join(folder, 'back');
  await files.getFile(`${place}/it's here`, back);
  expect(readFileSync(back).equals(bytes)).toBe(true);
  expect(statSync(back).mode & 0o777).toBe(0o750);
});

eachWay('bytes are written to a name; a file goes into a folder; an empty file is a file', async (files, place) => {
  await shell(`mkdir -p ~/${place}/in`);
  await files.putFile(Buffer.from('content'), `${place}/in/new.txt`, { mode: 0o600 });
  writeFileSync(join(folder, 'empty'), '');
  expect((await files.putFile(join(folder, 'empty'), `${place}/in`)).path).toBe(`${place}/in/empty`);
  expect(await shell(`cd ~/${place}/in && stat -c '%n %a %s' *`)).toMatch(/^empty 6\d\d 0\nnew.txt 600 7\n$/);
  await files.getFile(`${place}/in/empty`, join(folder, 'empty-back'));
  expect(readFileSync(join(folder, 'empty-back')).length).toBe(0);
});

eachWay('a folder goes there and back; links do not lead out of it', async (files, place) => {
  const from = join(folder, `from-${place.slice(-4)}`);
  mkdirSync(join(from, 'deep', 'deeper'), { recursive: true });
  mkdirSync(join(from, 'empty'));
  writeFileSync(join(from, 'run.sh'), '#!/bin/sh\n', { mode: 0o755 });
  for (let index = 0; index < 30; index += 1) writeFileSync(join(from, 'deep', 'deeper', `f${index}`), `${index}`);
  symlinkSync('../run.sh', join(from, 'deep', 'inside'));
  symlinkSync('/etc/passwd', join(from, 'outside'));
  const put = await files.putFolder(from, `${place}/tree`);
  expect(put).toMatchObject({ files: 32, skipped: ['outside'] });
  expect(await shell(`cd ~/${place}/tree && find . -type f | wc -l && stat -c %a run.sh deep/inside && ls empty`)).toBe(
    '32\n755\n755\n',
  );
  await shell(`cd ~/${place}/tree && ln -s /etc/passwd secret && ln -s ../run.sh empty/again && mkfifo pipe`);
  const to = join(folder, `to-${place.slice(-4)}`);
  const got = await files.getFolder(`${place}/tree`, to);
  expect(got.files).toBe(33);
  expect([...got.skipped].sort()).toEqual(['pipe', 'secret']);
  expect(readdirSync(to).sort()).toEqual(['deep', 'empty', 'run.sh']);
  expect(readFileSync(join(to, 'deep', 'deeper', 'f17'), 'utf8')).toBe('17');
  expect(statSync(join(to, 'empty', 'again')).mode & 0o777).toBe(0o755);
});

eachWay('a transfer that is ended leaves nothing under the name of the file', async (files, place) => {
  await shell(`mkdir -p ~/${place}/ended`);
  writeFileSync(join(folder, 'large'), Buffer.alloc(20_000_000));
  const ended = new AbortController();
  const put = files.putFile(join(folder, 'large'), `${place}/ended/`, {
    signal: ended.signal,
    onProgress: () => ended.abort(new Error('enough')),
  });
  await expect(put).rejects.toThrow('enough');
  await expect.poll(() => shell(`ls -A ~/${place}/ended`)).toBe('');
});

eachWay('what cannot be copied is said, with the path and the reason', async (files, place) => {
  const missing = files.getFile(`${place}/not there`, join(folder, 'x'));
  await expect(missing).rejects.toMatchObject({ kind: 'file', message: expect.stringContaining('no such file') });
  await expect(files.getFile('/etc', join(folder, 'x'))).rejects.toThrow('it is a folder');
  if (process.getuid?.() !== 0 || machines.isolated) {
    await expect(files.putFile(Buffer.from('x'), '/etc/not-mine')).rejects.toThrow(
      /\/etc\/not-mine .*ermission denied/,
    );
  }
  await expect(files.putFile(Buffer.from('x'), `${place}/no/folder`)).rejects.toThrow(/no such file/i);
});

eachWay('a full disk is said', async (files, place) => {
  if (!machines.isolated) return;
  const name = place.slice(-4);
  await (host as IsolatedHost).inside(
    `mkdir /tmp/full-${name} && mount -t tmpfs -o size=1m,mode=777 tmpfs /tmp/full-${name}`,
  );
  await expect(files.putFile(Buffer.alloc(2_000_000), `/tmp/full-${name}/file`)).rejects.toThrow(/disk .*is full/);
  expect(await shell(`ls -A /tmp/full-${name}`)).toBe('');
});
