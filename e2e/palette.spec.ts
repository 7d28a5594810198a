import type { Page } from '@playwright/test';
import type { BlueprintSummary } from '../server/api/contract.ts';
import { expect, test } from './support/story.ts';

test('everything is reached from the keyboard: the palette, the keys of the page, the way back', async ({ page }) => {
  const listed = await (await page.request.get('/api/trpc/blueprints.list')).json();
  const blueprints: BlueprintSummary[] = listed.result.data;
  const blueprintId = blueprints.find(({ name }) => name === 'lighthouse')?.id;
  await page.request.post('/api/trpc/deployments.create', { data: { blueprintId, name: 'shop-floor', inputs: {} } });
  await page.goto('/');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();

  await page.keyboard.press('Control+k');
  const field = page.getByRole('combobox', { name: 'Search or do something' });
  await field.fill('shp flr');
  await expect(page.getByRole('option', { selected: true })).toContainText('shop-floor');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'shop-floor' })).toBeVisible();

  // What the page can do now, and nothing else: it is not installed.
  await expect(page.getByTitle('Create, configure and start what is not there yet.')).toBeVisible();
  await page.keyboard.press('Control+k');
  await field.fill('install');
  await expect(page.getByRole('option', { selected: true })).toContainText('Create, configure and start');
  await expect(page.getByRole('option', { name: /Stop and delete everything/ })).toHaveCount(0);
  const answers = await holdBack(page, { answer: /executions\.preview/, page: /\/settings\?.*_rsc/ });
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/run=install/);

  // What was found once is offered first; a field that looks like one opens it too.
  await page.getByRole('button', { name: 'Search or do something' }).click();
  await expect(page.getByRole('option').first()).toContainText('shop-floor');
  await field.fill('audit');
  await page.getByRole('option', { name: /Audit trail/ }).click();
  await expect(page.getByRole('heading', { name: 'Preview of install' })).toBeVisible();
  answers.goOn();
  await expect(page.getByRole('table', { name: 'Audit trail' })).toContainText('deployments.create');
  await page.getByRole('combobox', { name: 'What' }).selectOption('deployments.create');
  await expect(page).toHaveURL(/what=deployments\.create/);
  // Only the head says something else.
  const others = page
    .getByRole('table', { name: 'Audit trail' })
    .getByRole('row')
    .filter({ hasNotText: 'deployments.create' });
  await expect(others).toHaveCount(1);

  await page.keyboard.press('Escape');
  await page.keyboard.press('g');
  await page.keyboard.press('h');
  await expect(page.getByRole('heading', { level: 1, name: 'Hosts' })).toBeVisible();
  await page.keyboard.press('?');
  const keys = page.getByRole('dialog', { name: 'Keys' });
  await expect(keys.getByRole('region', { name: 'Everywhere' })).toContainText('Go to Deployments');
  await page.keyboard.press('Escape');
  await expect(keys).toBeHidden();
  // Nothing fits: it says so.
  await page.keyboard.press('Control+k');
  await field.fill('qqqqzz');
  await expect(page.getByText('Nothing has “qqqqzz” in its name.')).toBeVisible();
});

/** An answer comes only after another page was asked for; that page comes only after `goOn`. */
async function holdBack(page: Page, asked: { answer: RegExp; page: RegExp }): Promise<{ goOn: () => void }> {
  const { promise: isLeaving, resolve: leave } = Promise.withResolvers<void>();
  const { promise: mayGo, resolve: goOn } = Promise.withResolvers<void>();
  await page.route(asked.answer, async (route) => {
    await isLeaving;
    await route.continue();
  });
  await page.route(asked.page, async (route) => {
    leave();
    await mayGo;
    await route.continue();
  });
  return { goOn };
}

test('what a page offers only once it knows who asks is in a palette that was opened before', async ({ page }) => {
  const { promise: isKnown, resolve: know } = Promise.withResolvers<void>();
  await page.route(/session\.get/, async (route) => {
    await isKnown;
    await route.continue();
  });
  await page.goto('/blueprints');
  await expect(page.getByRole('heading', { level: 1, name: 'Blueprints' })).toBeVisible();
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Search or do something' }).fill('blank');
  await expect(page.getByText('Nothing has “blank” in its name.')).toBeVisible();
  know();
  await expect(page.getByRole('option', { name: /blank canvas/ })).toBeVisible();
});

test('letters alone are shortcuts only for those who want them', async ({ page }) => {
  await page.goto('/settings?tab=keys');
  await page.getByRole('checkbox', { name: 'Letters alone are shortcuts' }).uncheck();
  await page.getByRole('heading', { level: 1 }).click();
  await page.keyboard.press('?');
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog')).toHaveCount(1);
  await expect(page.getByRole('dialog', { name: 'Search or do something' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('checkbox', { name: 'Letters alone are shortcuts' }).check();
});

test('a type is found by what it has, followed to its root, to its plugin and to the blueprints that use it', async ({
  page,
}) => {
  await page.goto('/plugins');
  await page.getByRole('navigation', { name: 'Catalogue' }).getByRole('link', { name: 'Types' }).click();
  await page.getByRole('searchbox', { name: 'Find types' }).fill('agent_config');
  await page.getByRole('link', { name: 'cloudify.nodes.Compute', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'cloudify.nodes.Compute' })).toBeVisible();
  await expect(page.getByRole('table', { name: 'Properties' })).toContainText('agent_config');
  await expect(page.getByRole('region', { name: 'Used by' })).toContainText('wine-cellar');
  await page.getByRole('combobox', { name: 'Release' }).selectOption({ label: 'Built-in types 3.4' });
  await expect(page).toHaveURL(/version=3\.4/);
  await expect(page.getByText('Generation 3 and 4')).toBeVisible();
  await page.getByRole('link', { name: 'cloudify.nodes.Root' }).first().click();
  await expect(page.getByRole('heading', { level: 1, name: 'cloudify.nodes.Root' })).toBeVisible();
  await page.getByRole('link', { name: 'All that do' }).click();
  await expect(page.getByRole('button', { name: /Only derived from cloudify\.nodes\.Root/ })).toBeVisible();
  await page.goto('/plugins/cloudify-openstack-plugin');
  await expect(page.getByText('Definitions only')).toBeVisible();
  await page.getByRole('link', { name: 'cloudify.nodes.openstack.Server', exact: true }).click();
  await expect(page.getByText('not run by Gantry').first()).toBeVisible();
});

test('a server that goes away is said once, and the page is right again when it is back', async ({ page, product }) => {
  await page.goto('/settings?tab=system');
  await expect(page.getByRole('table', { name: 'Workers' })).toContainText('Alive');
  await product.kill();
  const alarm = page.getByRole('alert').filter({ hasText: 'The server does not answer' });
  await expect(alarm).toHaveCount(1);
  await product.restart();
  await expect(alarm).toHaveCount(0);
  await expect(page.getByRole('table', { name: 'Workers' })).toContainText('Alive');
});
