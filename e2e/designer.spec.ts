import { openExample } from './support/steps.ts';
import { expect, test } from './support/story.ts';

test('a blueprint is opened in the designer and understood without a compiler on the page', async ({ page }) => {
  const faults: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  page.on('pageerror', (error) => faults.push(error.message));
  await openExample(page);
  const opened: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('drafts.open')) opened.push(request.url());
  });
  await page.goto(`${new URL(page.url()).pathname}/edit`);
  await expect(page.locator('[data-node=app_1]')).toBeVisible();
  expect(faults).toEqual([]);
  // What was fetched with the page is what the designer takes.
  expect(opened).toHaveLength(1);
});
