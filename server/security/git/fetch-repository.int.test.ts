import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SshHost, SshHosts } from '../../../e2e/hosts/host.ts';
import { startSshHosts } from '../../../e2e/hosts/ssh-hosts.ts';
import { MemoryHostKeys } from '../../hosts/testing/rig.ts';
import { type GitServer, startGitServer } from '../../testing/git-server.ts';
import { createEgress } from '../egress/egress.ts';
import { connect } from '../ssh/connect.ts';
import { createFetchRepository, type RepositoryRequest } from './fetch-repository.ts';

let machines: SshHosts;
let host: SshHost;
let server: GitServer;
const hostKeys = new MemoryHostKeys();
const megabyte = 1024 * 1024;

beforeAll(async () => {
  machines = await startSshHosts(1);
  host = machines.hosts[0] as SshHost;
  server = await startGitServer();
});
afterAll(async () => {
  await server.close();
  await machines.close();
});

const request: RepositoryRequest = {
  ...{ url: '', ref: null, folder: '', tenant: 'default_tenant', user: null, secret: null },
};

function fetchWith(limits: Partial<{ bytes: number; files: number; patience: number }> = {}) {
  return createFetchRepository({
    egress: createEgress(['http://127.0.0.0/8', host.address], 'Ask.'),
    hostKeys,
    limits: { bytes: 50 * megabyte, files: 100, patience: 30_000, ...limits },
  });
}

/** As a person at the machine would: the repository comes as a bundle. */
async function putRepository(name: string, bundle: Buffer): Promise<void> {
  const credentials = [{ kind: 'key', privateKey: host.privateKey }] as const;
  const { address, port, user, publicKey } = host;
  const trustedKeys = [`${host.keyType} ${publicKey}`];
  const client = await connect(
    { tenant: 'default_tenant', address, port, user, credentials, trustedKeys, via: null },
    { hostKeys },
  );
  const command = `cat > ~/x.bundle && git clone --quiet --bare ~/x.bundle ~/${name}.git`;
  const status = await new Promise((resolve, reject) =>
    client.exec(command, (fault, channel) => {
      if (fault) return reject(fault);
      channel.resume().once('close', resolve);
      channel.stderr.resume();
      channel.end(bundle);
    }),
  );
  client.end();
  expect(status).toBe(0);
}

test('over SSH: by the keys that a person accepted, with a private key that git never sees', async () => {
  const commit = await server.commit('shop', { 'blueprint.yaml': 'a: 1\n', 'scripts/run.sh': 'run' });
  await server.git('shop', 'bundle', 'create', '--quiet', join(server.folder, 'shop.bundle'), '--all');
  await putRepository("sh'op", await readFile(join(server.folder, 'shop.bundle'))).catch(() => undefined);
  await putRepository('shop', await readFile(join(server.folder, 'shop.bundle')));
  const at = (path: string) => ({ ...request, url: `ssh://${host.user}@${host.address}:${host.port}/${path}` });
  const fetch = fetchWith();
  await expect(fetch(at('~/shop.git'))).rejects.toMatchObject({ kind: 'host-key-unknown' });
  hostKeys.keys[0]!.status = 'accepted';
  await expect(fetch(at('~/shop.git'))).rejects.toMatchObject({ kind: 'auth' });
  const signed = { secret: host.privateKey };
  const got = await fetch({ ...at('~/shop.git'), ...signed });
  expect([got.commit, [...got.files.keys()]]).toEqual([commit, ['blueprint.yaml', 'scripts/run.sh']]);
  expect((await fetch({ ...at('~/shop.git'), ...signed, ref: commit, folder: 'scripts' })).files.size).toBe(1);
  await expect(fetch({ ...at('~/none.git'), ...signed })).rejects.toThrow('There is no repository ~/none.git on');
  await expect(fetch({ ...at('~/shop.git'), ...signed, ref: 'none' })).rejects.toThrow(
    'no branch, tag or commit "none"',
  );
  await expect(fetch({ ...at("x'; touch ~/owned; '"), ...signed })).rejects.toThrow();
  await expect(fetch({ ...request, url: 'git@10.1.2.3:a.git' })).rejects.toMatchObject({ name: 'EgressRefusal' });
});

test('a repository that is too large, or too slow, is given up, and nothing of it stays', async () => {
  const words = (length: number) => Array.from({ length }, () => Math.random().toString(36)).join('\n');
  await server.commit('large', { 'blueprint.yaml': 'a: 1\n', 'data.txt': words(200_000) });
  const large = { ...request, url: `${server.url}/large.git` };
  await expect(fetchWith({ bytes: megabyte })(large)).rejects.toThrow(/larger than 1 MB/);
  await server.commit('many', Object.fromEntries(Array.from({ length: 30 }, (_, at) => [`f${at}`, `${at}`])));
  await expect(fetchWith({ files: 20 })({ ...request, url: `${server.url}/many.git` })).rejects.toThrow('30 files');
  server.answer = ({ method }) => method === 'POST';
  await expect(fetchWith({ patience: 1_500 })(large)).rejects.toThrow('within 1.5 seconds');
  server.answer = null;
  const stop = new AbortController();
  const bytes: number[] = [];
  server.answer = ({ method }) => {
    if (method === 'POST') stop.abort();
    return method === 'POST';
  };
  await expect(fetchWith()({ ...large, signal: stop.signal, onBytes: (now) => bytes.push(now) })).rejects.toThrow();
  server.answer = null;
  const { stdout } = await promisify(execFile)('ps', ['-eo', 'args']);
  expect(stdout).not.toContain(`${server.url}/large.git`);
});

test('a server that says one thing and is another is refused', async () => {
  const other = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/x-git-upload-pack-advertisement' }).end('no packets');
  });
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(other.address() as AddressInfo).port}/a.git`;
  await expect(fetchWith()({ ...request, url })).rejects.toMatchObject({ name: 'GitFailure' });
  other.close();
});

test('submodules stay away and are named', async () => {
  await server.commit('inner', { a: 'a' });
  await server.commit('outer', { 'blueprint.yaml': 'a: 1\n' });
  const inner = await server.git('inner', 'rev-parse', 'main');
  const tree = `100644 blob ${await server.git('outer', 'rev-parse', 'main:blueprint.yaml')}\tblueprint.yaml`;
  const made = await new Promise<string>((resolve, reject) => {
    const child = execFile(
      'git',
      ['mktree', '--missing'],
      { cwd: join(server.folder, 'outer.git') },
      (fault, stdout) => (fault ? reject(fault) : resolve(stdout.trim())),
    );
    child.stdin?.end(`${tree}\n160000 commit ${inner}\tvendored\n`);
  });
  const commit = await server.git('outer', 'commit-tree', made, '-m', 'With a submodule');
  await server.git('outer', 'update-ref', 'refs/heads/main', commit);
  const got = await fetchWith()({ ...request, url: `${server.url}/outer.git` });
  expect([got.commit, [...got.files.keys()], got.left]).toEqual([commit, ['blueprint.yaml'], ['vendored']]);
});
