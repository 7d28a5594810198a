import type { Page } from '@playwright/test';
import { oneProgram } from './support/blueprint.ts';
import { createDeployment, deploymentStatus, install, uploadFile } from './support/steps.ts';
import { expect, test } from './support/story.ts';

async function run(page: Page, name: string, content: Buffer): Promise<void> {
  await uploadFile(page, { name: `${name}.tar.gz`, content });
  await createDeployment(page, name);
  await install(page);
}

test('a script that exits 3: the card says which, the link leads to its line', async ({ page }) => {
  await run(page, 'exit-three', await oneProgram(null, 'echo before the end\necho no space on device >&2\nexit 3'));
  const card = page.getByRole('alert').filter({ hasText: 'failed on program_' });
  await expect(card).toContainText('cloudify.interfaces.lifecycle.create failed on program_');
  await expect(card).toContainText(/3/);
  await expect(deploymentStatus(page)).toHaveText('Install failed');
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
  await run(page, 'refused', await oneProgram(host, 'true'));
  await expect(page.getByRole('alert').filter({ hasText: 'failed on program_' })).toContainText(
    /127\.0\.0\.1.*refused/s,
  );
});

test('a script that prints 200 MB leaves the page and the server as quick as before', async ({ page }) => {
  const script = "echo first line\nhead -c 200000000 /dev/zero | tr '\\0' x | fold -w 199\necho last line";
  await run(page, 'chatty', await oneProgram(null, script));
  await expect(deploymentStatus(page)).toHaveText('Installed', { timeout: 180_000 });
  await page.getByLabel('Filter the log by text').fill('last line');
  await expect(page.locator('[data-seq]').filter({ hasText: 'last line' }).first()).toBeVisible();
  await page.getByLabel('Filter the log by text').fill('left out');
  await expect(page.locator('[data-seq]').first()).toBeVisible();
  expect(await page.locator('[data-seq]').count()).toBeLessThan(300);
});
