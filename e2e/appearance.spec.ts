import type { Page } from '@playwright/test';
import { seriousFaults } from './support/accessibility.ts';
import { hiddenFocus, shifted, watchShifts, widthFaults } from './support/layout-faults.ts';
import { placesOf } from './support/places.ts';
import { createDeployment, labInputs, openExample, saveNextVersion } from './support/steps.ts';
import { expect, test } from './support/story.ts';

let places: string[] = [];

test.beforeAll(async ({ browser, product, adminState }) => {
  const context = await browser.newContext({ baseURL: product.url, storageState: adminState });
  const page = await context.newPage();
  await openExample(page);
  const blueprint = new URL(page.url()).pathname;
  await saveNextVersion(page, blueprint);
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

test('no page has a serious fault of access, light or dark, or moves while it loads', async ({ page, visitor }) => {
  test.setTimeout(900_000);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await watchShifts(page);
  for (const place of places) {
    await switchTo('light', page);
    await visit(page, place);
    await expectSteady(page, place);
    expect.soft(await endlessMotion(page), `${place}: moves though a person wants less motion`).toEqual([]);
    await expectNoSeriousFault(page, place);
  }
  await visitor.emulateMedia({ colorScheme: 'light' });
  await visitor.goto('/sign-in');
  await expect(visitor).toHaveTitle(/Sign in/);
  await expectNoSeriousFault(visitor, '/sign-in');
});

async function expectNoSeriousFault(page: Page, place: string): Promise<void> {
  expect.soft(await seriousFaults(page), `${place}, light`).toEqual([]);
  await switchTo('dark', page);
  expect.soft(await seriousFaults(page, { rules: colourRules }), `${place}, dark`).toEqual([]);
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

/** Nothing has moved by more than browsers call good (0.1), and half of that. */
async function expectSteady(page: Page, place: string): Promise<void> {
  const { sum, what } = await shifted(page);
  expect.soft(sum, `${place}: ${what.join(' | ')}`).toBeLessThanOrEqual(0.05);
}

function endlessMotion(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    document
      .getAnimations()
      .filter((each) => each.effect?.getComputedTiming().iterations === Number.POSITIVE_INFINITY)
      .map((each) => (each instanceof CSSAnimation ? each.animationName : 'one of a script')),
  );
}

/** A phone, the narrowest that content must fit, and 1440 x 900 at a zoom of 200 %. */
const smallWindows = [
  { width: 390, height: 844 },
  { width: 320, height: 640 },
  { width: 720, height: 450 },
];

test('every page fits a phone, 320 px and a zoom of 200 %, and what has the focus is seen there', async ({ page }) => {
  test.setTimeout(900_000);
  await watchShifts(page);
  for (const place of places) {
    await page.setViewportSize({ width: 390, height: 844 });
    await visit(page, place);
    await expectSteady(page, place);
    for (const size of smallWindows) {
      await page.setViewportSize(size);
      const where = `${place}, ${size.width} px wide`;
      expect.soft(await widthFaults(page), where).toEqual([]);
      expect.soft(await hiddenFocus(page), `${where}: focus out of sight`).toEqual([]);
    }
  }
  await page.setViewportSize({ width: 390, height: 844 });
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

test('with the colours of the system, states, choices and the focus are still told apart', async ({ page }) => {
  await page.emulateMedia({ forcedColors: 'active' });
  await visit(page, '/deployments');
  const outline = (name: string) =>
    page.getByRole('radio', { name }).evaluate((radio) => getComputedStyle(radio).outlineStyle);
  await page.getByRole('link', { name: 'Skip to the content' }).focus();
  await page.keyboard.press('Tab');
  const ring = await page.evaluate(() => getComputedStyle(document.activeElement ?? document.body).outline);
  expect(ring).toMatch(/ solid 2px$/);
  const row = page.getByRole('row').filter({ hasText: 'seen' });
  await row.getByRole('checkbox').check();
  await expect(row.getByText('Not installed')).toBeVisible();
  await visit(page, '/settings?tab=appearance');
  expect(await outline('Compact')).toBe('none');
  expect(await outline('Comfortable')).not.toBe('none');
});
