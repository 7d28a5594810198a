import type { Locator, Page } from '@playwright/test';
import { openExample } from './support/steps.ts';
import { expect, test } from './support/story.ts';

async function openSource(page: Page, query: string): Promise<void> {
  await openExample(page);
  await page.goto(`${new URL(page.url()).pathname}/edit?${query}`);
  await expect(editor(page, 'blueprint.yaml')).toBeVisible();
}

function editor(page: Page, path: string) {
  return page.getByRole('textbox', { name: `Source of ${path}` });
}

function outline(page: Page, name: string) {
  return page.getByRole('tree', { name: 'Outline' }).getByRole('treeitem', { name: new RegExp(`^${name}\\b`) });
}

/** Finds a text as a person would and puts the cursor behind it. */
async function goTo(page: Page, text: Locator, found: string): Promise<void> {
  await text.press('Control+f');
  await page.getByRole('textbox', { name: 'Find' }).pressSequentially(found);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await page.keyboard.press('ArrowRight');
}

/** The text of the open file as the document holds it, read back through its download. */
async function downloaded(page: Page, path: string): Promise<string> {
  const files = page.getByRole('list', { name: 'Files' });
  await files.getByRole('button', { name: `What can be done with ${path}` }).click();
  const arriving = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'Download' }).click();
  const stream = await (await arriving).createReadStream();
  return Buffer.concat(await stream.toArray()).toString();
}

test('what is typed is drawn, what is broken is led to, and everything can be undone', async ({ page }) => {
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  await openSource(page, 'view=split&side=files');
  const text = editor(page, 'blueprint.yaml');
  const original = await downloaded(page, 'blueprint.yaml');

  await page.getByRole('tab', { name: 'Outline' }).click();
  await goTo(page, text, 'node_templates:');
  await page.keyboard.type('\nbottle:\ntype: cloudify.nodes.Root');
  await page.screenshot({ path: '/tmp/E-0.png' });
  await expect(outline(page, 'bottle')).toBeVisible();
  await page.screenshot({ path: '/tmp/E-1.png' });

  // A broken line leaves the nodes where they are and leads to itself.
  await page.keyboard.type('\nbroken: \tx: ]');
  await expect(page.getByText('Nothing is lost.').first()).toBeVisible();
  await expect(outline(page, 'bottle')).toBeVisible();
  await page.getByRole('tab', { name: /^Problems \([1-9]/ }).click();
  await page.screenshot({ path: '/tmp/E-2.png' });
  for (let step = 0; step < 12; step += 1) await page.keyboard.press('Control+z');
  await page.getByRole('tab', { name: 'History' }).click();
  await page.getByRole('list', { name: 'History' }).getByRole('button', { name: 'As it was opened' }).click();
  await expect(page.getByText('Nothing is lost.')).toHaveCount(0);
  await page.screenshot({ path: '/tmp/E-3.png' });
  await page.getByRole('tab', { name: 'Files' }).click();
  expect(await downloaded(page, 'blueprint.yaml')).toBe(original);
  await page.screenshot({ path: '/tmp/E-4.png' });
  expect(faults).toEqual([]);
});
