import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { zip } from '../server/security/archive/testing/pack.ts';
import { startGitServer } from '../server/testing/git-server.ts';
import { undoAll } from './support/canvas.ts';
import { uploadFile } from './support/steps.ts';
import { expect, test } from './support/story.ts';

const picture = Buffer.from([0x89, 0x50, 0, 1, 2, 3]);
const blueprint = `tosca_definitions_version: cloudify_dsl_1_4\r
# every byte of this stays
imports:
  - cloudify/types/types.yaml
  - types.yaml   # ours
node_templates:
  web:
    type: shop.Web
    interfaces:
      cloudify.interfaces.lifecycle:
        start: scripts/start.sh
`;
const files: Record<string, string | Buffer> = {
  'blueprint.yaml': blueprint,
  'types.yaml':
    'tosca_definitions_version: cloudify_dsl_1_4\nnode_types:\n  shop.Web: {derived_from: cloudify.nodes.Root}\n',
  'scripts/start.sh': '#!/bin/sh\necho start\n',
  'logo.png': picture,
};

const entriesOf = (of: Record<string, string | Buffer>) =>
  Object.entries(of).map(([name, content]) => ({ name, content }));

/** All files as the server has them: texts, and hashes of what is none. */
async function saved(page: Page): Promise<{ mainFile: string; files: Record<string, string> }> {
  const id = new URL(page.url()).pathname.split('/')[2];
  const opened = await page.request.get(`/api/trpc/drafts.open?input=${encodeURIComponent(JSON.stringify({ id }))}`);
  const draft = (await opened.json()).result.data as {
    mainFile: string;
    files: { path: string; text: string | null; hash?: string }[];
  };
  return {
    mainFile: draft.mainFile,
    files: Object.fromEntries(draft.files.map(({ path, text, hash }) => [path, text ?? hash ?? ''])),
  };
}

function row(page: Page, name: string) {
  return page.getByRole('list', { name: 'Files', exact: true }).getByRole('button', { name, exact: true });
}

async function choose(page: Page, path: string, item: string): Promise<void> {
  await page.getByRole('button', { name: `What can be done with ${path}`, exact: true }).click();
  await page.getByRole('menuitem', { name: item }).click();
}

test('files come, move and go by buttons, drops and archives, and all of it is undone to the first byte', async ({
  page,
}) => {
  await uploadFile(page, { name: 'many-files.zip', content: zip(entriesOf(files)) });
  await expect(page.getByRole('heading', { level: 1, name: 'many-files' })).toBeVisible();
  await page.goto(`${new URL(page.url()).pathname}/edit?side=files&view=split`);
  await expect(row(page, 'logo.png')).toBeVisible();
  const first = await saved(page);

  await test.step('a file and a folder are added', async () => {
    await page.getByLabel('Files to add').setInputFiles([
      {
        name: 'extra.yaml',
        mimeType: 'text/yaml',
        buffer: Buffer.from('tosca_definitions_version: cloudify_dsl_1_4\nnode_templates: {}\n'),
      },
      { name: 'photo.jpg', mimeType: 'image/jpeg', buffer: picture },
    ]);
    await expect(row(page, 'photo.jpg')).toBeVisible();
    const folder = await mkdtemp(join(tmpdir(), 'gantry-folder-'));
    await writeFile(join(folder, 'inner.sh'), '#!/bin/sh\n');
    await page.getByLabel('Folder to add').setInputFiles(folder);
    await expect(row(page, 'inner.sh')).toBeVisible();
    await rm(folder, { recursive: true });
  });

  await test.step('files are dropped', async () => {
    const dropped = await page.evaluateHandle(() => {
      const transfer = new DataTransfer();
      transfer.items.add(new File(['words\n'], 'dropped.txt'));
      return transfer;
    });
    const list = page.getByRole('list', { name: 'Files', exact: true });
    await list.dispatchEvent('dragover', { dataTransfer: dropped });
    await expect(page.getByText('Drop files, folders or an archive here')).toBeVisible();
    await list.dispatchEvent('drop', { dataTransfer: dropped });
    await expect(row(page, 'dropped.txt')).toBeVisible();
  });

  await test.step('a script and an imported file move, and what names them follows', async () => {
    await choose(page, 'scripts/start.sh', 'Rename or move');
    let dialog = page.getByRole('dialog', { name: 'Rename scripts/start.sh' });
    await dialog.getByLabel('Path').fill('bin/start.sh');
    await expect(dialog.getByLabel('Change the 1 line that name it')).toBeChecked();
    await dialog.getByRole('button', { name: 'Rename' }).click();
    await choose(page, 'types.yaml', 'Rename or move');
    dialog = page.getByRole('dialog', { name: 'Rename types.yaml' });
    await dialog.getByLabel('Path').fill('lib/types.yaml');
    await dialog.getByRole('button', { name: 'Rename' }).click();
    const expected = blueprint.replace('scripts/start.sh', 'bin/start.sh').replace('- types.yaml', '- lib/types.yaml');
    await expect.poll(async () => (await saved(page)).files['blueprint.yaml']).toBe(expected);
    await expect(page.locator('[data-node=web]')).toBeVisible();
  });

  await test.step('another file is the main one, one is new, one is deleted', async () => {
    await choose(page, 'extra.yaml', 'Make it the main file');
    await page.getByRole('button', { name: 'New file', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'New file' });
    await dialog.getByLabel('Path').fill('docs/notes.md');
    await dialog.getByRole('button', { name: 'Create' }).click();
    await choose(page, 'dropped.txt', 'Delete');
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
    await expect.poll(() => saved(page)).toMatchObject({ mainFile: 'extra.yaml', files: { 'docs/notes.md': '' } });
  });

  await test.step('an archive takes the place of the files, once its changes were seen', async () => {
    const other = {
      'logo.png': picture,
      'blueprint.yaml': `${blueprint}# new\n`,
      'other.yaml': files['types.yaml'] ?? '',
    };
    await page.getByLabel('Archive to import').setInputFiles({
      name: 'other.zip',
      mimeType: 'application/zip',
      buffer: zip(entriesOf(other)),
    });
    const dialog = page.getByRole('dialog', { name: 'Import other.zip' });
    await expect(dialog.getByRole('region', { name: 'New' })).toContainText('other.yaml');
    await expect(dialog.getByRole('region', { name: 'Changed' })).toContainText('blueprint.yaml');
    await expect(dialog.getByRole('region', { name: 'Removed' })).toContainText('docs/notes.md');
    await dialog.getByLabel(/^Keep the \d+ files that the archive does not have/).check();
    await expect(dialog.getByRole('region', { name: 'Kept' })).toContainText('docs/notes.md');
    await dialog.getByLabel(/^Keep the \d+ files that the archive does not have/).uncheck();
    await dialog.getByRole('button', { name: 'Import', exact: true }).click();
    await expect(page.getByText('other.zip is imported. Undo takes it back.')).toBeVisible();
    await expect
      .poll(() => saved(page))
      .toEqual({
        mainFile: 'blueprint.yaml',
        files: { ...first.files, ...without(other, 'logo.png'), ...gone(first.files, Object.keys(other)) },
      });
  });

  await test.step('the archive that is downloaded holds what is there', async () => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Download all files' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('many-files.tar.gz');
  });

  await test.step('everything is undone', async () => {
    await undoAll(page);
    await expect.poll(() => saved(page)).toEqual(first);
  });
});

function without(of: Record<string, string | Buffer>, path: string): Record<string, string> {
  return Object.fromEntries(Object.entries(of).filter(([each]) => each !== path)) as Record<string, string>;
}

/** Nothing of these is left but what is in `kept`. */
function gone(of: Record<string, string>, kept: readonly string[]): Record<string, undefined> {
  return Object.fromEntries(Object.keys(of).flatMap((path) => (kept.includes(path) ? [] : [[path, undefined]])));
}

test('a blueprint is fetched from git with a password and a choice, and from a URL', async ({ page }) => {
  const server = await startGitServer({ password: 'opensesame' });
  const texts = { ...files, 'logo.png': 'no picture', 'second.yaml': blueprint } as Record<string, string>;
  await server.commit('shop', Object.fromEntries(Object.entries(texts).map(([path, text]) => [`deep/${path}`, text])));
  const open = await startGitServer();
  open.answer = (_request, response) => {
    response.end(zip(entriesOf(files)));
    return true;
  };

  await page.goto('/blueprints/new');
  await page.getByRole('link', { name: 'From a URL or git' }).click();
  const form = page.getByRole('region', { name: 'Blueprint from elsewhere' });
  await form.getByRole('button', { name: 'Fetch and open' }).click();
  await expect(form.getByText('The address is missing.')).toBeVisible();
  await form.getByLabel('Address').fill('ext::sh');
  await form.getByLabel('Name of the blueprint').fill('fetched-from-git');
  await form.getByRole('button', { name: 'Fetch and open' }).click();
  await expect(form.getByRole('alert')).toContainText('is no address of a repository');

  await form.getByLabel('Address').fill(`${server.url}/shop.git`);
  await form.getByLabel('Folder').fill('deep');
  await form.getByRole('button', { name: 'Fetch and open' }).click();
  await expect(form.getByRole('alert')).toContainText('asks for a password');
  await form.getByRole('button', { name: 'New secret: Password, token or private key' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('git-token');
  await dialog.getByLabel('Value').fill('opensesame');
  await dialog.getByRole('button', { name: 'Store' }).click();
  await expect(form.getByRole('combobox', { name: 'Password, token or private key' })).toHaveValue('git-token');
  await form.getByRole('button', { name: 'Fetch and open' }).click();
  await form.getByRole('radio', { name: 'second.yaml' }).check();
  await form.getByRole('button', { name: 'Open with this main file' }).click();
  await expect(page.locator('[data-node=web]')).toBeVisible();
  expect(await saved(page)).toMatchObject({ mainFile: 'second.yaml', files: texts });

  await page.goto('/blueprints/new?way=import');
  await form.getByLabel('Address').fill(`${open.url}/fetched-by-url.zip`);
  await expect(form.getByRole('radio', { name: 'Archive or YAML file' })).toBeChecked();
  await expect(form.getByLabel('Name of the blueprint')).toHaveValue('fetched-by-url');
  await form.getByRole('button', { name: 'Fetch and open' }).click();
  await expect(page.locator('[data-node=web]')).toBeVisible();
  expect((await saved(page)).files['blueprint.yaml']).toBe(blueprint);
  await Promise.all([server.close(), open.close()]);
});
