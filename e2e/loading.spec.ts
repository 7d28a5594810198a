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

test('a list that is there does not go and come while it is still asked who looks at it', async ({ page }) => {
  const list = page.getByRole('grid', { name: 'Blueprints' });
  const { promise: known, resolve: tellWho } = Promise.withResolvers<void>();
  await page.route(/session\.get/, async (route) => {
    await known;
    await route.continue();
  });
  await page.addInitScript(() => {
    const seen = { hasGone: false };
    Object.assign(window, { seen });
    new MutationObserver((changes) => {
      const gone = changes.flatMap(({ removedNodes }) => [...removedNodes]);
      seen.hasGone ||= gone.some((node) => node instanceof Element && node.querySelector('[role=grid]') !== null);
    }).observe(document, { subtree: true, childList: true });
  });
  const listed = page.waitForResponse(/blueprints\.list/);
  await page.goto('/blueprints');
  await (await listed).finished();
  await expect(page.getByRole('heading', { level: 1, name: 'Blueprints' })).toBeVisible();
  tellWho();
  await expect(page.getByRole('link', { name: 'New blueprint' })).toBeVisible();
  await expect(list).toBeVisible();
  expect(await page.evaluate(() => (window as unknown as { seen: { hasGone: boolean } }).seen.hasGone)).toBe(false);
});

test('what is added while a list is still awaited is in it', async ({ page }) => {
  const { promise: isAdded, resolve: add } = Promise.withResolvers<void>();
  await page.route(/users\.list/, async (route) => {
    const response = await route.fetch();
    await isAdded;
    await route.fulfill({ response });
  });
  await page.goto('/settings?tab=users');
  await page.getByRole('button', { name: 'Add a user' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('Early Bird');
  await dialog.getByLabel('E-mail').fill('bird@example.org');
  await dialog.getByRole('button', { name: 'Add' }).click();
  await expect(page.getByTestId('new-password')).toBeVisible();
  add();
  await page.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByRole('row').filter({ hasText: 'bird@example.org' })).toBeVisible();
});
