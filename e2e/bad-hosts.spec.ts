import type { Page } from '@playwright/test';
import { packBlueprint } from './support/blueprint.ts';
import { createDeployment, install, uploadFile } from './support/steps.ts';
import { expect, test } from './support/story.ts';

/** One program on one host (or on none), whose creation runs a script and is not tried again. */
function blueprint(host: string | null, script: string) {
  const operation = '{implementation: scripts/create.sh, max_retries: 0}';
  const text = `tosca_definitions_version: cloudify_dsl_1_3
imports: [cloudify/types/types.yaml]
node_templates:
  ${host === null ? '' : `host: {type: cloudify.nodes.Compute, properties: ${host}}`}
  program:
    type: cloudify.nodes.${host === null ? 'Root' : 'SoftwareComponent'}
    interfaces: {cloudify.interfaces.lifecycle: {create: ${operation}}}
    ${host === null ? '' : 'relationships: [{type: cloudify.relationships.contained_in, target: host}]'}
`;
  return packBlueprint({ 'blueprint.yaml': text, 'scripts/create.sh': `#!/bin/sh\n${script}\n` });
}

async function run(page: Page, name: string, content: Buffer): Promise<void> {
  await uploadFile(page, { name: `${name}.tar.gz`, content });
  await createDeployment(page, name);
  await install(page);
}

test('a script that exits 3: the card says which, the link leads to its line', async ({ page }) => {
  await run(page, 'exit-three', await blueprint(null, 'echo before the end\necho no space on device >&2\nexit 3'));
  const card = page.getByRole('alert').filter({ hasText: 'failed on program_' });
  await expect(card).toContainText('cloudify.interfaces.lifecycle.create failed on program_');
  await expect(card).toContainText(/3/);
  await expect(page.getByText('Install failed')).toBeVisible();
  await expect(page).toHaveTitle(/^✗ install/);
  await expect(page.locator('[data-instance][data-state="failed"]')).toHaveCount(1);
  await card.getByRole('link', { name: 'Go to the line' }).click();
  await expect(page).toHaveURL(/line=\d+/);
  const line = new URL(page.url()).searchParams.get('line');
  await expect(page.locator(`[data-seq="${line}"]`)).toContainText('Task failed');
  await expect(page.locator('[data-seq]').filter({ hasText: 'no space on device' }).first()).toBeVisible();
});

test('a connection that is refused says where and what to look at', async ({ page }) => {
  const key = '{get_secret: lab_ssh_key}';
  const host = `{ip: 127.0.0.1, agent_config: {install_method: none, user: lab, port: 1, key: ${key}}}`;
  await run(page, 'refused', await blueprint(host, 'true'));
  await expect(page.getByRole('alert').filter({ hasText: 'failed on program_' })).toContainText(
    /127\.0\.0\.1.*refused/s,
  );
});

test('a host with another key than the given one is refused, with both fingerprints', async ({ page, product }) => {
  const given = `SHA256:${'A'.repeat(43)}`;
  const key = '{get_secret: lab_ssh_key}';
  const agent = `{install_method: none, user: lab, port: 7722, key: ${key}, host_key: '${given}'}`;
  await run(page, 'impostor', await blueprint(`{ip: ${product.lab[0]}, agent_config: ${agent}}`, 'true'));
  const card = page.getByRole('alert').filter({ hasText: 'failed on program_' });
  await expect(card).toContainText(given);
  await expect(card).toContainText(/SHA256:(?!A{43})/);
  await card.getByRole('link', { name: 'Check the host key' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Hosts' })).toBeVisible();
});

test('a script that prints 200 MB leaves the page and the server as quick as before', async ({ page }) => {
  test.setTimeout(240_000);
  const script = "echo first line\nhead -c 200000000 /dev/zero | tr '\\\\0' x | fold -w 199\necho last line";
  await run(page, 'chatty', await blueprint(null, script));
  await expect(page.getByText('Installed', { exact: true })).toBeVisible({ timeout: 180_000 });
  await page.getByLabel('Filter the log by text').fill('last line');
  await expect(page.locator('[data-seq]').filter({ hasText: 'last line' }).first()).toBeVisible();
  await page.getByLabel('Filter the log by text').fill('left out');
  await expect(page.locator('[data-seq]').first()).toBeVisible();
  expect(await page.locator('[data-seq]').count()).toBeLessThan(300);
});
