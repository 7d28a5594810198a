import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { deploymentStatus, runPane } from './support/steps.ts';
import { expect, test } from './support/story.ts';

test('a newcomer without a host installs, breaks, understands, heals and removes a system', async ({ fresh }) => {
  const { page, product } = fresh;
  const guide = page.getByRole('region', { name: 'Demonstration' });
  const next = guide.getByRole('status');
  await page.goto('/');
  await page.getByRole('button', { name: 'Build the lighthouse' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'lighthouse' })).toBeVisible();
  await expect(page.getByText('4/4 instances started')).toBeVisible();

  await test.step('the outcome of a real failure is red, and two clicks away from its line', async () => {
    await guide.getByRole('button', { name: 'Send the storm' }).click();
    await expect(deploymentStatus(page)).toHaveText('Check_status failed');
    await expect(page.locator('[data-instance][data-state="failed"]')).toHaveCount(1);
    await guide.getByRole('link', { name: 'Show the lamp' }).click();
    const details = page.getByRole('complementary', { name: 'Details of lamp' });
    await expect(details).toContainText('validation.check_status failed');
    await expect(details).toContainText(/lamp_\w+ is dark: its process \d+ does not answer/);
    await details.getByRole('link', { name: 'Show the line' }).click();
    await expect(page).toHaveURL(/line=\d+/);
    const line = new URL(page.url()).searchParams.get('line');
    await expect(page.locator(`[data-seq="${line}"]`)).toBeVisible();
  });

  await test.step('healing is filled in, previewed and done; what changed of the lamp is marked', async () => {
    const details = page.getByRole('complementary', { name: 'Details of lamp' });
    await details.getByRole('button', { name: 'Heal this' }).click();
    await expect(runPane(page).getByRole('radio', { name: /^lamp_.*Its last operation failed/ })).toBeChecked();
    await page.getByRole('button', { name: 'Preview', exact: true }).click();
    await runPane(page).getByRole('button', { name: 'Run heal' }).click();
    await expect(next).toContainText('Take it away');
    await expect(page.getByText('4/4 instances started')).toBeVisible();
    await expect(page.locator('[data-instance][data-state="failed"]')).toHaveCount(0);
    await expect(details.getByRole('region', { name: 'Runtime properties' })).toContainText(
      /changes? since you looked/,
    );
  });

  await test.step('its history tells it all, and uninstalling leaves nothing', async () => {
    await page.getByRole('complementary', { name: 'Details of lamp' }).getByRole('radio', { name: 'History' }).click();
    const operations = page.getByRole('list', { name: /^Operations of lamp_/ });
    await expect(operations.getByRole('link').filter({ hasText: 'validation.check_status' }).first()).toBeVisible();
    await expect(operations.getByRole('link').filter({ hasText: 'weather.storm' })).toHaveCount(1);
    await guide.getByRole('button', { name: 'Uninstall' }).click();
    await runPane(page).getByRole('button', { name: 'Run uninstall' }).click();
    await expect(next).toContainText('That was it');
    const folder = join(product.dataDir, 'lighthouse');
    expect(existsSync(folder) ? await readdir(folder) : []).toEqual([]);
  });

  await test.step('it can be put away, and stays away', async () => {
    await guide.getByRole('button', { name: 'Hide the demonstration' }).click();
    await expect(guide).toHaveCount(0);
    await page.getByRole('tab', { name: /Nodes/ }).click();
    await expect(page.getByRole('grid', { name: 'Node instances' }).getByText('Deleted')).toHaveCount(4);
    await page.getByRole('tab', { name: 'History' }).click();
    await expect(page.getByRole('table', { name: 'History' })).toContainText('Started heal');
    await expect(guide).toHaveCount(0);
  });
});
