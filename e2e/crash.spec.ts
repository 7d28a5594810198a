import type { Page } from '@playwright/test';
import { createDeployment, deploymentStatus, install, labInputs, openExample, shownLines } from './support/steps.ts';
import { expect, test } from './support/story.ts';

test('the server is killed in mid-install: the open page reconnects and shows the truth', async ({ page, product }) => {
  await openExample(page);
  // Another story may have the example on the lab hosts at its usual ports.
  const ports = { load_balancer_port: '18180', app_port: '18181', database_port: '18182' };
  await createDeployment(page, 'shaken', { ...labInputs(product), ...ports });
  await install(page);
  await expect.poll(async () => (await shownLines(page)).at(-1) ?? 0, { intervals: [100] }).toBeGreaterThan(40);
  await page.evaluate(() => Reflect.set(window, 'isStillTheSamePage', true));
  await product.kill();
  await expect(page.getByRole('status').filter({ hasText: 'Reconnecting' })).toBeVisible();
  await product.restart();
  await expect(deploymentStatus(page)).toHaveText('Installed');
  await expect(page.locator('[data-instance][data-state="started"]')).toHaveCount(8);
  await expect(page.getByRole('status').filter({ hasText: 'Ended' })).toBeVisible();
  expect(await page.evaluate(() => 'isStillTheSamePage' in window)).toBe(true);
  const seen = await readWholeLog(page);
  expect(seen).toEqual(seen.map((_, at) => at + 1));
  expect(seen.length).toBeGreaterThan(100);
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
      { intervals: [50] },
    )
    .toBe(0);
  for (const line of await shownLines(page)) seen.add(line);
  return [...seen].sort((a, b) => a - b);
}
