import type { Page } from '@playwright/test';
import { openExample } from './support/steps.ts';
import { expect, test } from './support/story.ts';

async function openDesigner(page: Page): Promise<void> {
  await openExample(page);
  await page.goto(`${new URL(page.url()).pathname}/edit`);
}

test('a type is found and placed: by Enter, by quick-add, by clicks and by a drag', async ({ page }) => {
  await openDesigner(page);
  const field = page.getByRole('combobox', { name: 'Find node types' });
  await field.fill('agent_config');
  await expect(page.getByRole('treeitem', { name: /Compute, .*has agent_config/ })).toBeVisible();
  await field.fill('compute');
  await field.press('Enter');
  await page.getByRole('tab', { name: 'Outline' }).click();
  await expect(page.getByRole('treeitem', { name: /^compute, / })).toBeVisible();
});
