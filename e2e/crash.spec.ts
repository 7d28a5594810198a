import type { Page } from '@playwright/test';
import { startProduct } from './support/product.ts';
import { createDeployment, install, labInputs, openExample, shownLines } from './support/steps.ts';
import { expect, signInByRequest, test } from './support/story.ts';

test('the server is killed in mid-install: the open page reconnects and shows the truth', async ({ browser }) => {
  test.setTimeout(240_000);
  const product = await startProduct();
  const state = await signInByRequest(product, product.admin);
  const context = await browser.newContext({ baseURL: product.url, storageState: state });
  const page = await context.newPage();
  try {
    await openExample(page);
    await createDeployment(page, 'shaken', labInputs(product));
    await install(page);
    await expect.poll(async () => (await shownLines(page)).at(-1) ?? 0).toBeGreaterThan(40);
    await product.kill();
    await expect(page.getByRole('status').filter({ hasText: 'Reconnecting' })).toBeVisible();
    await product.restart();
    await expect(page.getByText('Installed')).toBeVisible({ timeout: 90_000 });
    await expect(page.locator('[data-instance][data-state="started"]')).toHaveCount(8);
    await expect(page.getByRole('status').filter({ hasText: 'Ended' })).toBeVisible();
    const seen = await readWholeLog(page);
    expect(seen).toEqual(seen.map((_, at) => at + 1));
    expect(seen.length).toBeGreaterThan(100);
  } finally {
    await context.close();
    await product.close();
  }
});

/** Scrolls from the end of the log to its beginning; the numbers of all lines that were drawn, each once. */
async function readWholeLog(page: Page): Promise<number[]> {
  const log = page.getByRole('region', { name: 'Log' });
  const seen = new Set<number>();
  await log.hover();
  await expect
    .poll(
      async () => {
        const drawn = await shownLines(page);
        expect(new Set(drawn).size).toBe(drawn.length);
        for (const line of drawn) seen.add(line);
        await page.mouse.wheel(0, -300);
        return await log.evaluate((box) => box.scrollTop);
      },
      { intervals: [50], timeout: 30_000 },
    )
    .toBe(0);
  for (const line of await shownLines(page)) seen.add(line);
  return [...seen].sort((a, b) => a - b);
}
