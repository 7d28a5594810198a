import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startProduct } from './support/product.ts';
import { uploadFile, uploadText } from './support/steps.ts';
import { expect, signInByRequest, test } from './support/story.ts';

const canMount = process.getuid?.() === 0 && spawnSync('unshare', ['--mount', 'true']).status === 0;

test('a full disk is named, changes nothing, and is forgotten when there is room again', async ({ browser }) => {
  test.skip(!canMount, 'only root can mount a small disk');
  const disk = mkdtempSync(join(tmpdir(), 'gantry-disk-'));
  expect(spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=160m,mode=0755', 'tmpfs', disk]).status).toBe(0);
  const product = await startProduct({ dataDir: disk, keepDataDir: true });
  const filler = join(disk, 'filler');
  try {
    const state = await signInByRequest(product, product.admin);
    const context = await browser.newContext({ baseURL: product.url, storageState: state });
    const page = await context.newPage();
    await page.goto('/blueprints');
    await expect(page.getByRole('link', { name: 'wine-cellar', exact: true })).toBeVisible();
    spawnSync('dd', ['if=/dev/zero', `of=${filler}`, 'bs=64k']);
    const padding = '# a line that needs room on the disk\n'.repeat(60_000);
    const text = `tosca_definitions_version: cloudify_dsl_1_3\n${padding}node_templates: {}\n`;
    await uploadFile(page, { name: 'too-much.yaml', content: Buffer.from(text) });
    await expect(page.getByRole('alert').filter({ hasText: /disk .* is full/ })).toBeVisible();
    rmSync(filler);
    await expect(async () => {
      await uploadText(page, 'fits-again', 'tosca_definitions_version: cloudify_dsl_1_3\nnode_templates: {}\n');
      await expect(page.getByRole('heading', { level: 1, name: 'fits-again' })).toBeVisible({ timeout: 20_000 });
    }).toPass();
    await page.goto('/blueprints');
    await expect(page.getByRole('link', { name: 'fits-again', exact: true })).toBeVisible();
    await expect(page.getByRole('link', { name: 'too-much', exact: true })).toHaveCount(0);
    await context.close();
  } finally {
    await product.close();
    spawnSync('umount', [disk]);
    rmSync(disk, { recursive: true, force: true });
  }
});
