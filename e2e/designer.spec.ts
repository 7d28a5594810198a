import type { Page } from '@playwright/test';
import { openExample } from './support/steps.ts';
import { expect, test } from './support/story.ts';

async function openDesigner(page: Page): Promise<void> {
  await openExample(page);
  await page.goto(`${new URL(page.url()).pathname}/edit`);
}

test('a blueprint is opened in the designer and understood without a compiler on the page', async ({ page }) => {
  const faults: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  page.on('pageerror', (error) => faults.push(error.message));
  await openDesigner(page);
  await expect(page.locator('[data-node=app_1]')).toBeVisible();
  expect(faults).toEqual([]);
});
