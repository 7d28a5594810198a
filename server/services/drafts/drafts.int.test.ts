import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listAuditEntries } from '../../../db/repositories/audit.ts';
import { draft, tenant } from '../../../db/schema/index.ts';
import type { BlueprintDetail, UploadResult } from '../../api/contract.ts';
import type {
  DraftSummary,
  OpenedDraft,
  PublishResult,
  SaveDraftResult,
  VersionFiles,
} from '../../api/draft-contract.ts';
import { zip } from '../../security/archive/testing/pack.ts';
import { unpackArchive } from '../../security/archive/unpack-archive.ts';
import { startTestProduct, type TestProduct } from '../../testing/start-test-product.ts';
import { TestClient } from '../../testing/test-client.ts';

let product: TestProduct;
let viewer: TestClient;
beforeAll(async () => {
  product = await startTestProduct();
  const email = 'viewer@example.org';
  const created = await product.admin.mutate('users.create', { email, name: 'Viewer', role: 'viewer' });
  viewer = new TestClient(product.url);
  await viewer.signIn({ email, password: (created.data as { password: string }).password });
});
afterAll(() => product.stop());

const mainFile = 'blueprint.yaml';
const blueprintText = (node: string) => `tosca_definitions_version: cloudify_dsl_1_4
imports: [cloudify/types/types.yaml]
node_templates:
  ${node}: { type: cloudify.nodes.Root }
`;
const picture = Buffer.from([0x89, 0x50, 0, 1, 2, 3]);

let uploads = 0;
async function upload(): Promise<string> {
  uploads += 1;
  const archive = zip([
    { name: mainFile, content: blueprintText('web') },
    { name: 'notes.txt', content: 'as it was' },
    { name: 'logo.png', content: picture },
  ]);
  const result = (await (await product.admin.uploadArchive(`name=written-${uploads}`, archive)).json()) as UploadResult;
  if (!result.ok) throw new Error(JSON.stringify(result.diagnostics));
  return result.blueprint.id;
}

async function open(id: string, client = product.admin): Promise<OpenedDraft> {
  const answer = await client.query('drafts.open', { id });
  if (answer.status !== 200) throw new Error(`${answer.status} ${answer.message}`);
  return answer.data as OpenedDraft;
}

type Change = Record<string, unknown>;
function saving(opened: Pick<OpenedDraft, 'id' | 'revision' | 'baseVersion'>, changes: Change[], more: Change = {}) {
  const { id, revision, baseVersion } = opened;
  return { id, revision, baseVersion, saveId: randomUUID(), mainFile, changes, ...more };
}
const text = (path: string, content: string): Change => ({ path, mode: 0o644, text: content });

async function save(...input: Parameters<typeof saving>): Promise<SaveDraftResult> {
  const answer = await product.admin.mutate('drafts.save', saving(...input));
  if (answer.status !== 200) throw new Error(`${answer.status} ${answer.message}`);
  return answer.data as SaveDraftResult;
}

async function publish(id: string, more: Change = {}): Promise<PublishResult> {
  const { revision, latestVersion } = await open(id);
  const answer = await product.admin.mutate('drafts.publish', { id, revision, latestVersion, ...more });
  if (answer.status !== 200) throw new Error(`${answer.status} ${answer.message}`);
  return answer.data as PublishResult;
}

const contents = (opened: Pick<OpenedDraft, 'files'>) =>
  Object.fromEntries(opened.files.map(({ path, text: content, hash }) => [path, content ?? hash]));

describe('a draft of a blueprint', () => {
  test('is the latest version until something is changed, and again when the change is taken back', async () => {
    const opened = await open(await upload());
    expect(opened).toMatchObject({ revision: 0, baseVersion: 1, latestVersion: 1, isChanged: false, canEdit: true });
    expect((await open(opened.id, viewer)).canEdit).toBe(false);
    const layout = { places: { web: { x: 1, y: 2.5 } }, notes: {} };
    const saved = await save(opened, [text('new/script.sh', '#!/bin/sh\n'), { path: 'notes.txt', isRemoved: true }], {
      layout,
    });
    expect(saved).toMatchObject({ ok: true, state: { revision: 1, isChanged: true, baseVersion: 1 } });
    const changed = await open(opened.id);
    expect(changed.layout).toEqual(layout);
    expect(Object.keys(contents(changed))).toEqual([mainFile, 'logo.png', 'new/script.sh']);
    const back = [text('notes.txt', 'as it was'), { path: 'new/script.sh', isRemoved: true }];
    expect(await save(changed, back)).toMatchObject({ ok: true, state: { revision: 2, isChanged: false } });
    expect((await open(opened.id)).files).toEqual(opened.files);
  });

  test('goes to one of those who save at once; the others are told', async () => {
    const opened = await open(await upload());
    const all = await Promise.all([1, 2, 3, 4].map((n) => save(opened, [text('notes.txt', `by ${n}`)])));
    expect(all.filter(({ ok }) => ok)).toHaveLength(1);
    const lost = all.find(({ ok }) => !ok);
    expect(lost?.state).toMatchObject({ revision: 1, savedBy: expect.stringContaining('@') });
    const winner = all.findIndex(({ ok }) => ok) + 1;
    expect(contents(await open(opened.id))['notes.txt']).toBe(`by ${winner}`);
  });

  test('is saved once although the answer was lost', async () => {
    const opened = await open(await upload());
    const request = saving(opened, [text('notes.txt', 'once')]);
    for (let n = 0; n < 2; n++)
      expect((await product.admin.mutate('drafts.save', request)).data).toMatchObject({
        ok: true,
        state: { revision: 1 },
      });
  });

  test('becomes a version with a note, or says why it cannot', async () => {
    const id = await upload();
    await save(await open(id), [text(mainFile, 'node_templates: [')]);
    expect(await publish(id)).toMatchObject({ outcome: 'refused', diagnostics: [{ severity: 'error' }, ...[]] });
    await save(await open(id), [text(mainFile, blueprintText('shop'))]);
    expect(await publish(id, { latestVersion: null })).toMatchObject({ outcome: 'conflict' });
    expect(await publish(id, { note: ' renamed ' })).toMatchObject({ outcome: 'published', version: 2 });
    expect(await open(id)).toMatchObject({ isChanged: false, baseVersion: 2, latestVersion: 2, revision: 3 });
    const { data } = await product.admin.query('drafts.versions', { id });
    expect(data).toMatchObject([
      { number: 2, note: 'renamed' },
      { number: 1, note: null },
    ]);
    const first = (await product.admin.query('drafts.version', { id, number: 1 })).data as VersionFiles;
    expect(contents(first)[mainFile]).toContain('web');
    const compared = await product.admin.query('drafts.compare', { id, from: 1, to: 2 });
    expect(compared.data).toMatchObject({
      nodes: [
        { node: 'shop', effect: 'add' },
        { node: 'web', effect: 'remove' },
      ],
    });
    expect((await product.admin.query('drafts.compare', { id, from: 1, to: 9 })).status).toBe(404);
    await save(await open(id), [text(mainFile, blueprintText('cellar'))]);
    expect((await product.admin.query('drafts.compare', { id, from: 2, to: null })).data).toMatchObject({
      nodes: [
        { node: 'cellar', effect: 'add' },
        { node: 'shop', effect: 'remove' },
      ],
    });
    await save(await open(id), [text(mainFile, 'node_templates: 3')]);
    const broken = await product.admin.query('drafts.compare', { id, from: 2, to: null });
    expect([broken.status, broken.message]).toEqual([400, expect.stringContaining('The draft has errors')]);
    const entries = await listAuditEntries(product.database.db, 'default_tenant');
    expect(entries.at(-1)).toMatchObject({ action: 'blueprints.upload', detail: { version: 2 } });
  });

  test('follows a version that was uploaded, unless it differs', async () => {
    const id = await upload();
    const name = (await open(id)).name;
    const next = (node: string) => product.admin.mutate('blueprints.upload', { name, text: blueprintText(node) });
    const before = await open(id);
    await next('two');
    expect(await save(before, [text('notes.txt', 'x')])).toMatchObject({ ok: false, state: { latestVersion: 2 } });
    await save(await open(id), [text('mine.txt', 'x')]);
    await next('three');
    const differing = await open(id);
    expect(differing).toMatchObject({ baseVersion: 2, latestVersion: 3, isChanged: true });
    expect(contents(differing)[mainFile]).toContain('two');
    await product.admin.mutate('drafts.discard', { id });
    expect(contents(await open(id))[mainFile]).toContain('three');
  });

  test('keeps files that are no text, by their hash', async () => {
    const opened = await open(await upload());
    const send = (client: TestClient, content: Uint8Array) =>
      fetch(`${product.url}/api/drafts/${opened.id}/content`, {
        method: 'PUT',
        headers: { 'content-type': 'application/octet-stream', origin: product.url, cookie: client.cookie },
        body: new Uint8Array(content),
      });
    expect((await send(viewer, picture)).status).toBe(403);
    expect((await send(product.admin, Buffer.alloc(10 * 1024 * 1024 + 1))).status).toBe(413);
    const content = (await (await send(product.admin, Buffer.from([0, 255, 0]))).json()) as {
      hash: string;
      size: number;
    };
    const logo = opened.files.find(({ path }) => path === 'logo.png');
    const changes = [
      { path: 'new.bin', mode: 0o755, ...content },
      { path: 'copy.png', mode: 0o644, hash: logo?.hash, size: logo?.size },
      { path: 'logo.png', isRemoved: true },
    ];
    expect(await save({ ...opened, revision: 0 }, changes)).toMatchObject({ ok: true });
    const archive = await product.admin.get(`/api/drafts/${opened.id}/archive`);
    expect(archive.headers.get('content-disposition')).toContain('.tar.gz');
    const unpacked = await unpackArchive(new Uint8Array(await archive.arrayBuffer()));
    if (!unpacked.ok) throw new Error(unpacked.problem);
    expect([...unpacked.files.keys()]).toEqual([mainFile, 'copy.png', 'new.bin', 'notes.txt']);
    expect(unpacked.files.get('new.bin')).toMatchObject({ mode: 0o755, content: Buffer.from([0, 255, 0]) });
    const unknown = saving(await open(opened.id), [{ path: 'x', mode: 0o644, hash: '0'.repeat(64), size: 3 }]);
    expect(await product.admin.mutate('drafts.save', unknown)).toMatchObject({ status: 400 });
  });

  test.each([
    ['', 400],
    ['../out', 400],
    ['/etc/passwd', 400],
    ['a//b', 400],
    ['notes.txt/inside', 400],
    ['NOTES.TXT', 400],
  ])('refuses the path %j and stays as it was', async (path, status) => {
    const opened = await open(await upload());
    const request = saving(opened, [text(path, 'x')]);
    expect((await product.admin.mutate('drafts.save', request)).status).toBe(status);
    expect(await open(opened.id)).toEqual(opened);
  });

  test('needs its main file, and refuses a text of more than 4 MB', async () => {
    const opened = await open(await upload());
    const gone = saving(opened, [{ path: mainFile, isRemoved: true }]);
    expect(await product.admin.mutate('drafts.save', gone)).toMatchObject({ status: 400 });
    const large = saving(opened, [text('large.txt', 'x'.repeat(4 * 1024 * 1024 + 1))]);
    expect(await product.admin.mutate('drafts.save', large)).toMatchObject({ status: 413 });
  });

  test('goes with its blueprint', async () => {
    const id = await upload();
    await save(await open(id), [text('notes.txt', 'x')]);
    await product.admin.mutate('blueprints.delete', { id });
    expect(await product.admin.query('drafts.open', { id })).toMatchObject({ status: 404 });
  });
});

describe('a draft of something new', () => {
  test('has an address at once, and is a blueprint of the same id with its first version', async () => {
    const made = await product.admin.mutate('drafts.create', {
      ...{ name: 'brand new', mainFile },
      files: [text(mainFile, blueprintText('web'))],
    });
    const { id } = made.data as { id: string };
    expect(await open(id)).toMatchObject({
      name: 'brand new',
      baseVersion: null,
      latestVersion: null,
      isChanged: true,
    });
    const list = (await product.admin.query('drafts.list')).data as DraftSummary[];
    expect(list[0]).toMatchObject({ id, isNew: true });
    const taken = (await open(await upload())).name;
    expect(await product.admin.mutate('drafts.rename', { id, name: taken })).toMatchObject({ status: 409 });
    await product.admin.mutate('drafts.rename', { id, name: 'renamed' });
    expect(await publish(id)).toMatchObject({ outcome: 'published', version: 1 });
    expect((await product.admin.query('blueprints.get', { id })).data as BlueprintDetail).toMatchObject({
      name: 'renamed',
    });
    expect(await open(id)).toMatchObject({ isChanged: false, baseVersion: 1 });
    expect(await product.admin.mutate('drafts.rename', { id, name: 'other' })).toMatchObject({ status: 409 });
  });

  test('of another tenant is not there', async () => {
    const { db } = product.database;
    const id = randomUUID();
    await db.insert(tenant).values({ id: 'others', name: 'others' });
    const stamp = { updatedAt: new Date(), updatedBy: 'other@example.org' };
    const layout = { places: {}, notes: {} };
    await db.insert(draft).values({ id, tenantId: 'others', name: 'theirs', mainFile, revision: 1, layout, ...stamp });
    for (const path of ['open', 'state'])
      expect((await product.admin.query(`drafts.${path}`, { id })).status).toBe(404);
    const request = saving({ id, revision: 1, baseVersion: null }, [text(mainFile, 'mine')]);
    const files = [text(mainFile, '')];
    const calls = {
      save: request,
      rename: { id, name: 'mine' },
      discard: { id },
      publish: { id, revision: 1, latestVersion: null },
      create: { name: 'stolen', mainFile, files, from: id },
    };
    for (const [path, input] of Object.entries(calls))
      expect((await product.admin.mutate(`drafts.${path}`, input)).status).toBe(404);
    expect((await product.admin.get(`/api/drafts/${id}/archive`)).status).toBe(404);
    expect((await product.admin.query('drafts.list')).data).not.toContainEqual(expect.objectContaining({ id }));
  });

  test('is gone when it is discarded', async () => {
    const files = [text(mainFile, '')];
    const { id } = (await product.admin.mutate('drafts.create', { name: 'short', mainFile, files }))
      .data as OpenedDraft;
    await product.admin.mutate('drafts.discard', { id });
    expect(await product.admin.query('drafts.open', { id })).toMatchObject({ status: 404 });
  });
});

describe('an archive beside a draft', () => {
  const unpack = (id: string, archive: Buffer, client = product.admin) =>
    fetch(`${product.url}/api/drafts/${id}/unpack`, {
      method: 'PUT',
      headers: { 'content-type': 'application/octet-stream', origin: product.url, cookie: client.cookie },
      body: new Uint8Array(archive),
    });

  test('is read, and of the draft nothing changes until its files are saved', async () => {
    const opened = await open(await upload());
    const archive = zip([
      { name: `top/${mainFile}`, content: blueprintText('store') },
      { name: 'top/photo.png', content: Buffer.concat([picture, picture]) },
    ]);
    const files = (await (await unpack(opened.id, archive)).json()) as OpenedDraft['files'];
    expect(files.map(({ path, text: content, size }) => [path, content, size])).toEqual([
      [mainFile, blueprintText('store'), blueprintText('store').length],
      ['photo.png', null, 12],
    ]);
    expect(contents(await open(opened.id))).toEqual(contents(opened));
    const { path, mode, hash, size } = files[1]!;
    expect(await save(await open(opened.id), [{ path, mode, hash, size }])).toMatchObject({ ok: true });
  });

  test('is refused with its reason, and from whoever may not write', async () => {
    const id = await upload();
    const refused = await unpack(id, zip([{ name: '../a.yaml', content: 'a' }]));
    expect([refused.status, await refused.json()]).toEqual([
      400,
      expect.objectContaining({ message: expect.stringContaining('leads out of the archive') }),
    ]);
    expect((await unpack(id, zip([{ name: 'a', content: Buffer.alloc(11 * 1024 * 1024) }]))).status).toBe(413);
    expect((await unpack(id, zip([{ name: 'a', content: 'a' }]), viewer)).status).toBe(403);
    expect((await unpack(randomUUID(), zip([{ name: 'a', content: picture }]))).status).toBe(404);
  });
});
