import { expect, test } from './support/story.ts';

test('a page whose program does not arrive is loaded again by itself', async ({ page }) => {
  let lost = 0;
  await page.route('**/_next/static/chunks/*.js', async (route) => {
    if (lost === 0) {
      lost++;
      await route.abort('connectionfailed');
    } else await route.continue();
  });
  await page.goto('/blueprints');
  await expect(page.getByRole('button', { name: 'Upload', exact: true })).toBeVisible();
  expect(lost).toBe(1);
});
