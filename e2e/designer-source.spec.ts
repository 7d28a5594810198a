import type { Page } from '@playwright/test';
import { openExample } from './support/steps.ts';
import { expect, test } from './support/story.ts';

async function openSource(page: Page): Promise<void> {
  await openExample(page);
  await page.goto(`${new URL(page.url()).pathname}/edit?view=split&side=outline`);
  await expect(editor(page)).toBeVisible();
}

function editor(page: Page) {
  return page.getByRole('textbox', { name: 'Source of blueprint.yaml' });
}

test('what is typed is drawn, what is broken is led to, and everything can be undone', async ({ page }) => {
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  await openSource(page);
  await editor(page).press('Control+End');
  await page.keyboard.type('\n# typed');
  await expect(editor(page)).toContainText('# typed');
  await page.screenshot({ path: '/tmp/E-1.png' });
  await page.keyboard.press('Control+z');
  await expect(editor(page)).not.toContainText('# typed');
  await page.screenshot({ path: '/tmp/E-2.png' });
  expect(faults).toEqual([]);
});
