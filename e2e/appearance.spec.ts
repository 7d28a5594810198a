import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { placesOf } from './support/places.ts';
import { createDeployment, labInputs, openExample } from './support/steps.ts';
import { expect, test } from './support/story.ts';

let places: string[] = [];

test.beforeAll(async ({ browser, product, adminState }) => {
  const context = await browser.newContext({ baseURL: product.url, storageState: adminState });
  const page = await context.newPage();
  await openExample(page);
  const blueprint = new URL(page.url()).pathname;
  await createDeployment(page, 'seen', labInputs(product));
  const deployment = new URL(page.url()).pathname;
  places = placesOf({ blueprint, deployment });
  await context.close();
});

async function visit(page: Page, place: string): Promise<void> {
  await page.goto(place);
  await expect(page).toHaveTitle(/· Gantry$/);
  await expect(page.getByRole('status', { name: /^Loading/ })).toHaveCount(0);
  await expect(page.locator('main')).not.toBeEmpty();
}

/** What axe says about colours; all its other rules see the same in both themes, which are one document in CSS. */
const colourRules = ['color-contrast', 'link-in-text-block'];

test('no page has a serious fault of access, light or dark', async ({ page, visitor }) => {
  test.setTimeout(360_000);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  for (const place of places) {
    await switchTo('light', page);
    await visit(page, place);
    await expectNoSeriousFault(page, place);
  }
  await visitor.emulateMedia({ colorScheme: 'light' });
  await visitor.goto('/sign-in');
  await expect(visitor).toHaveTitle(/Sign in/);
  await expectNoSeriousFault(visitor, '/sign-in');
});

async function expectNoSeriousFault(page: Page, place: string): Promise<void> {
  expect.soft(await seriousFaults(new AxeBuilder({ page })), `${place}, light`).toEqual([]);
  await switchTo('dark', page);
  expect.soft(await seriousFaults(new AxeBuilder({ page }).withRules(colourRules)), `${place}, dark`).toEqual([]);
}

/** Until no colour is on its way from one theme to the other. */
async function switchTo(colorScheme: 'light' | 'dark', page: Page): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await page.waitForFunction(
    () =>
      document.getAnimations().every((change) => !(change instanceof CSSTransition) || change.playState !== 'running'),
    undefined,
    { polling: 50 },
  );
}

async function seriousFaults(axe: AxeBuilder): Promise<string[]> {
  // Without another page for each look, which only pages with frames need.
  const { violations } = await axe.setLegacyMode().analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`);
}

test('every page fits a phone, 390 px wide', async ({ page }) => {
  test.setTimeout(240_000);
  await page.setViewportSize({ width: 390, height: 844 });
  for (const place of places) {
    await visit(page, place);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect.soft(wide, place).toBeLessThanOrEqual(0);
  }
  await page.goto('/');
  const bar = page.getByRole('navigation', { name: 'Main' });
  await bar.getByRole('link', { name: 'Deployments' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Deployments' })).toBeVisible();
  await bar.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Hosts' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Hosts' })).toBeVisible();
});

test('the theme is chosen once and is there from the first byte', async ({ page }) => {
  const ground = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto('/settings?tab=appearance');
  const light = await ground();
  await page.getByRole('radio', { name: 'Dark' }).click();
  await expect.poll(ground).not.toBe(light);
  const html = await (await page.request.get('/settings')).text();
  expect(html).toMatch(/<html[^>]*class="[^"]*\bdark\b/);
  await page.reload();
  expect(await ground()).not.toBe(light);
  await page.getByRole('button', { name: 'Theme' }).click();
  await page.getByRole('menuitemradio', { name: 'As the system' }).click();
  await expect.poll(ground).toBe(light);
});

test('by keyboard: skip to the content, choose a node, open its details', async ({ page }) => {
  await visit(page, places.find((place) => /^\/deployments\/[^?]+$/.test(place) && !place.includes('new')) ?? '/');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the content' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('main')).toBeFocused();
  await page.getByRole('application').press('ArrowRight');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('complementary', { name: /^Details of / })).toBeVisible();
});
