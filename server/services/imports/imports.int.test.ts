import { randomUUID } from 'node:crypto';
import { createServer } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { listAuditEntries } from '../../../db/repositories/audit.ts';
import { draft } from '../../../db/schema/index.ts';
import type { OpenedDraft } from '../../api/draft-contract.ts';
import type { ImportResult, ImportSource } from '../../api/import-contract.ts';
import { tarGz, zip } from '../../security/archive/testing/pack.ts';
import { type GitServer, startGitServer } from '../../testing/git-server.ts';
import { startTestProduct, type TestProduct } from '../../testing/start-test-product.ts';
import type { Answer } from '../../testing/test-client.ts';

const text = 'tosca_definitions_version: cloudify_dsl_1_3\nimports: [cloudify/types/types.yaml]\nnode_templates: {}\n';
const files = { 'blueprint.yaml': text, 'scripts/run.sh': '#!/bin/sh\n' };

let product: TestProduct;
let open: GitServer;
let closed: GitServer;

beforeAll(async () => {
  product = await startTestProduct({ GANTRY_IMPORT_HOSTS: '*,http://127.0.0.1,http://localhost' });
  open = await startGitServer();
  closed = await startGitServer({ password: 'opensesame' });
  await product.admin.mutate('secrets.put', { name: 'token', value: 'opensesame' });
  await product.admin.mutate('secrets.put', { name: 'wrong', value: 'closesesame' });
});
afterAll(async () => {
  await Promise.all([open.close(), closed.close()]);
  await product.stop();
});
beforeEach(() => {
  open.answer = null;
});

function begin(source: ImportSource, more: { name?: string; mainFile?: string } = {}): Promise<Answer> {
  return product.admin.mutate('imports.begin', { id: randomUUID(), name: `import-${randomUUID()}`, source, ...more });
}

async function imported(answer: Answer): Promise<{ texts: Record<string, string | null>; mainFile: string }> {
  const result = answer.data as ImportResult | undefined;
  if (result?.outcome !== 'begun') throw new Error(answer.message ?? JSON.stringify(result));
  const opened = (await product.admin.query('drafts.open', { id: result.draftId })).data as OpenedDraft;
  const texts = Object.fromEntries(opened.files.map((file) => [file.path, file.text]));
  return { texts, mainFile: opened.mainFile };
}

function serve(path: string, content: string | Buffer, headers: Record<string, string> = {}): string {
  open.answer = ({ url }, response) => {
    if (url !== path) return false;
    response.writeHead(200, headers).end(content);
    return true;
  };
  return open.url + path;
}

test.each(['zip', 'tar.gz', 'yaml'])('a blueprint of a URL: %s', async (kind) => {
  const entries = Object.entries(files).map(([name, content]) => ({ name: `repo-main/${name}`, content }));
  const content = kind === 'zip' ? zip(entries) : kind === 'yaml' ? text : await tarGz(entries);
  const found = await imported(await begin({ kind: 'url', url: serve(`/shop.${kind}`, content) }));
  const expected = kind === 'yaml' ? { 'shop.yaml': text } : files;
  expect(found).toEqual({ texts: expected, mainFile: kind === 'yaml' ? 'shop.yaml' : 'blueprint.yaml' });
});

test('a blueprint of git: its main branch, a branch, a tag, a commit, a folder', async () => {
  const first = await open.commit('shop', files);
  await open.git('shop', 'tag', 'v1');
  const second = { ...files, 'blueprint.yaml': `${text}# second\n` };
  await open.commit('shop', second);
  await open.commit('shop', { 'deep/blue.yaml': text, 'deep/x/y.sh': 'y', 'README.md': 'read' }, 'feature/deep');
  const url = `${open.url}/shop.git`;
  const get = async (more: { ref?: string; folder?: string }) => imported(await begin({ kind: 'git', url, ...more }));
  expect((await get({})).texts).toEqual(second);
  expect((await get({ ref: 'v1' })).texts).toEqual(files);
  expect((await get({ ref: first })).texts).toEqual(files);
  expect(await get({ ref: 'feature/deep', folder: 'deep' })).toEqual({
    texts: { 'blue.yaml': text, 'x/y.sh': 'y' },
    mainFile: 'blue.yaml',
  });
  for (const [more, words] of [
    [{ ref: 'none' }, 'no branch, tag or commit "none"'],
    [{ ref: '0'.repeat(40) }, 'no branch, tag or commit'],
    [{ ref: '--upload-pack=x' }, 'is no name of a branch'],
    [{ folder: 'deep' }, 'has no folder "deep"'],
  ] as const) {
    const { status, message } = await begin({ kind: 'git', url, ...more });
    expect([status, message]).toEqual([400, expect.stringContaining(words)]);
  }
});

test('which of several files is the main one is asked, and then taken', async () => {
  const several = { ...files, 'aws.yaml': text, 'types.yaml': 'tosca_definitions_version: cloudify_dsl_1_3\n' };
  await open.commit('several', several);
  const source = { kind: 'git', url: `${open.url}/several.git` } as const;
  expect((await begin(source)).data).toEqual({ outcome: 'choose', candidates: ['blueprint.yaml', 'aws.yaml'] });
  expect((await imported(await begin(source, { mainFile: 'aws.yaml' }))).mainFile).toBe('aws.yaml');
});

test('links are copies of what they lead to in the repository, and lead nowhere else', async () => {
  await open.commit('links', { ...files, 'run.sh': { link: 'scripts/run.sh' }, 'again.sh': { link: './run.sh' } });
  const found = await imported(await begin({ kind: 'git', url: `${open.url}/links.git` }));
  expect(found.texts).toEqual({ ...files, 'run.sh': files['scripts/run.sh'], 'again.sh': files['scripts/run.sh'] });
  for (const link of ['/etc/passwd', '../../etc/passwd', 'scripts', 'none', 'leads']) {
    await open.commit(`leads-${link.length}`, { ...files, leads: { link } });
    const { message } = await begin({ kind: 'git', url: `${open.url}/leads-${link.length}.git` });
    expect(message).toMatch(/^leads is a link (to|that leads in a circle)/);
  }
});

test('a password is a secret, and goes to nobody else', async () => {
  await closed.commit('shop', files);
  const url = `${closed.url}/shop.git`;
  expect((await begin({ kind: 'git', url })).message).toContain('asks for a password');
  expect((await begin({ kind: 'git', url, secret: 'wrong' })).message).toContain(
    'does not accept the user and the secret',
  );
  expect((await begin({ kind: 'git', url, secret: 'none' })).message).toContain('no secret named "none"');
  expect((await imported(await begin({ kind: 'git', url, secret: 'token', user: 'ada' }))).texts).toEqual(files);
  expect((await begin({ kind: 'url', url: `${closed.url}/x.zip` })).message).toContain('asks for a password');
  expect((await begin({ kind: 'git', url: url.replace('//', '//ada:opensesame@') })).message).toContain(
    'holds a password',
  );

  closed.answer = ({ url: path }, response) => {
    if (path !== '/moved.zip') return false;
    response.writeHead(302, { location: `${open.url}/there.zip` }).end();
    return true;
  };
  serve('/there.zip', zip([{ name: 'blueprint.yaml', content: text }]));
  open.asked = [];
  await imported(await begin({ kind: 'url', url: `${closed.url}/moved.zip`, secret: 'token' }));
  expect(open.asked).toEqual([{ path: '/there.zip', authorization: undefined }]);
  const entries = JSON.stringify(await listAuditEntries(product.database.db, 'default_tenant'));
  expect(entries).toContain('/moved.zip');
  expect(entries).not.toContain('opensesame');
});

test('a repository that has moved is followed, but not to where the server may not go', async () => {
  await open.commit('moved', files);
  const moveTo = (to: string) => {
    open.answer = ({ url = '' }, response) => {
      if (!url.startsWith('/old.git')) return false;
      response.writeHead(301, { location: url.replace('/old.git', to) }).end();
      return true;
    };
  };
  const url = `${open.url}/old.git`;
  moveTo('/moved.git');
  expect((await imported(await begin({ kind: 'git', url }))).texts).toEqual(files);
  moveTo('http://169.254.169.254/moved.git');
  expect((await begin({ kind: 'git', url })).message).toContain('by https only');
});

const silent = createServer();
test.each<[ImportSource, string]>([
  [{ kind: 'url', url: 'file:///etc/passwd' }, 'must be a URL that begins with https://'],
  [{ kind: 'url', url: 'ftp://example.org/a.zip' }, 'must be a URL that begins with https://'],
  [{ kind: 'url', url: 'https://169.254.169.254/latest/meta-data' }, 'is no public address'],
  [{ kind: 'url', url: 'https://[::1]/a.zip' }, 'is no public address'],
  [{ kind: 'url', url: 'https://2130706434/a.zip' }, 'is no public address'],
  [{ kind: 'url', url: 'http://[::ffff:10.0.0.1]/a.zip' }, 'by https only'],
  [{ kind: 'git', url: 'https://10.0.0.1/a.git' }, 'is no public address'],
  [{ kind: 'git', url: 'git@10.0.0.1:a.git' }, 'is no public address'],
  [{ kind: 'git', url: 'ssh://[::1]/a.git' }, 'is no public address'],
  [{ kind: 'git', url: 'ext::sh -c id' }, 'holds a blank'],
  [{ kind: 'git', url: 'ext::id' }, 'is no address of a repository'],
  [{ kind: 'git', url: '--upload-pack=id' }, 'is no address of a repository'],
  [{ kind: 'git', url: '/etc' }, 'is no address of a repository'],
  [{ kind: 'git', url: 'http://127.0.0.1:9/a.git' }, 'refused the connection'],
  [{ kind: 'url', url: 'https://127.0.0.1:9/a.zip' }, 'refused the connection'],
])('%j is refused', async (source, words) => {
  const { status, message } = await begin(source);
  expect([status, message]).toEqual([400, expect.stringContaining(words)]);
});

test('what is no blueprint is said plainly', async () => {
  const url = (path: string, content: string | Buffer, headers?: Record<string, string>): ImportSource => ({
    kind: 'url',
    url: serve(path, content, headers),
  });
  const said = async (source: ImportSource) => (await begin(source)).message;
  expect(await said({ kind: 'url', url: `${open.url}/none.zip` })).toContain('answered 404');
  expect(await said(url('/a', '<!doctype html><p>', { 'content-type': 'text/html' }))).toContain('leads to a web page');
  expect(await said(url('/a.bin', Buffer.from([0, 1, 2])))).toContain('not an archive that Gantry can read');
  expect(await said(url('/a.txt', 'words'))).toContain('neither an archive');
  expect(await said(url('/a.zip', zip([{ name: 'a.txt', content: 'a' }])))).toContain('no YAML file in it');
  expect(await said(url('/a.zip', zip([{ name: '../a.yaml', content: 'a' }])))).toContain('leads out of the archive');
  expect(await said(url('/a.zip', Buffer.alloc(51 * 1024 * 1024)))).toContain('has more than 50 MB');
  expect(await said({ kind: 'git', url: `${open.url}/none.git` })).toContain('There is no repository at');
  expect(
    await said({ kind: 'git', url: url('/page/info/refs?service=git-upload-pack', 'x').url.replace(/\/info.*/, '') }),
  ).toContain('not as a git repository');
  await open.commit('text', { 'README.md': 'no blueprint' });
  expect(await said({ kind: 'git', url: `${open.url}/text.git` })).toContain('no YAML file in it');
  expect(await product.database.db.select().from(draft)).not.toContainEqual(
    expect.objectContaining({ mainFile: 'README.md' }),
  );
});

test('an import that nobody waits for any more ends', async () => {
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const { port } = silent.address() as { port: number };
  const id = randomUUID();
  const stop = new AbortController();
  const asked = new Promise((resolve) => silent.once('connection', resolve));
  const waiting = fetch(`${product.url}/api/trpc/imports.begin`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: product.url, cookie: product.admin.cookie },
    body: JSON.stringify({ id, name: 'slow', source: { kind: 'url', url: `http://127.0.0.1:${port}/a.zip` } }),
    signal: stop.signal,
  });
  await asked;
  expect((await product.admin.query('imports.progress', { id })).data).toEqual({ bytes: 0 });
  const other = { id: randomUUID(), name: 'other', source: { kind: 'url', url: `http://127.0.0.1:${port}/b.zip` } };
  const cancelled = product.admin.mutate('imports.begin', other);
  await expect
    .poll(async () => (await product.admin.query('imports.progress', { id: other.id })).data)
    .toEqual({ bytes: 0 });
  await product.admin.mutate('imports.cancel', { id: other.id });
  expect(await cancelled).toMatchObject({ status: 400, message: 'The import was cancelled.' });
  stop.abort();
  await expect(waiting).rejects.toThrow();
  await expect.poll(async () => (await product.admin.query('imports.progress', { id })).data).toEqual({ bytes: null });
  silent.close();
});
