import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { freeGround, undoAll } from './support/canvas.ts';
import { openExample } from './support/steps.ts';
import { expect, test } from './support/story.ts';

async function openDesigner(page: Page): Promise<void> {
  await openExample(page);
  await page.goto(`${new URL(page.url()).pathname}/edit`);
  await expect(page.getByRole('application')).toBeVisible();
  await expect(page.locator('[data-node]').first()).toBeVisible();
}

test('types become nodes by Enter, a click, a drag and a few letters; nodes are copied, aligned and noted; all is undone', async ({
  page,
}) => {
  await openDesigner(page);
  const canvas = page.getByRole('application');
  const node = (name: string) => page.locator(`[data-node="${name}"]`);
  const undo = page.getByRole('button', { name: /^Undo/ });
  const said = (step: string) => expect(undo).toHaveAccessibleName(`Undo: ${step}`);

  // Found by a property; placed by Enter, by a click on the ground, by a drag into a host.
  const field = page.getByRole('combobox', { name: 'Find node types' });
  await field.fill('agent_config');
  await expect(page.getByRole('treeitem', { name: /^Compute, agent_config in its properties/ })).toBeVisible();
  await field.fill('compute');
  await expect(page.getByRole('treeitem', { name: /^Compute, / }).first()).toBeVisible();
  await field.press('Enter');
  await expect(node('compute')).toBeVisible();
  await said('Add compute');
  const ground = await freeGround(page, { width: 160, height: 70 });
  await field.fill('volume');
  await page
    .getByRole('treeitem', { name: /^Volume, / })
    .first()
    .click();
  await page.mouse.click(ground.x, ground.y);
  await expect(node('volume')).toBeVisible();
  await field.fill('software');
  await page
    .getByRole('treeitem', { name: /^SoftwareComponent, / })
    .first()
    .dragTo(node('compute'));
  await said('Add software_component');
  await page.getByRole('tab', { name: 'Outline' }).click();
  const inside = page.getByRole('treeitem', { name: /^software_component, / });
  await expect(inside).toHaveAttribute('aria-level', '3');

  // By a few letters; what its plugin brings is imported in the same step.
  await canvas.focus();
  await page.keyboard.press('n');
  const quick = page.getByRole('dialog', { name: 'Add a node' });
  await quick.getByRole('combobox').fill('openstack router');
  await expect(quick.getByRole('option').first()).toContainText('Router');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('treeitem', { name: /^router, / })).toBeVisible();

  // A copy goes over the clipboard as YAML, with what is inside; a fragment of a page becomes nodes too.
  await node('compute').click({ position: { x: 100, y: 20 } });
  await page.keyboard.press('Control+c');
  await page.keyboard.press('Control+v');
  await said('Paste 2 nodes');
  await expect(node('compute_2')).toBeVisible();
  const paste = (text: string) =>
    canvas.evaluate((element, given) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', given);
      element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    }, text);
  await paste('cache:\n  type: cloudify.nodes.Root\n');
  await said('Paste cache');
  await paste('Not a blueprint at all');
  await expect(page.getByText('Nothing was pasted')).toBeVisible();

  // Brought in line by two keys after each other.
  await page.getByRole('treeitem', { name: /^volume, / }).click();
  await page.getByRole('treeitem', { name: /^compute, / }).click({ modifiers: ['Shift'] });
  await canvas.focus();
  await page.keyboard.press('Alt+a');
  await page.keyboard.press('l');
  await said('Align left edges');

  // The menu of what is under the pointer says what can be done with it, chosen before or not.
  await page.getByRole('treeitem', { name: /^cache, / }).click();
  await canvas.focus();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('heading', { name: 'Blueprint', exact: true })).toBeVisible();
  await node('cache').click({ button: 'right' });
  await page.getByRole('menuitem', { name: /^Duplicate/ }).click();
  await said('Duplicate cache');

  // A note, by keys alone.
  await canvas.focus();
  await page.mouse.move(5, 5);
  await page.keyboard.press('Shift+S');
  await expect(page.getByLabel('Text of the note')).toBeFocused();
  await page.keyboard.type('Ask before it is moved');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('group', { name: 'Ask before it is moved' })).toBeVisible();
  await page.keyboard.press('ArrowRight');
  await said('Move a note');

  // A picture of all of it, with its texts.
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    (async () => {
      await page.getByRole('button', { name: 'Save a picture' }).click();
      await page.getByRole('menuitem', { name: 'Picture as SVG, dark' }).click();
    })(),
  ]);
  expect(download.suggestedFilename()).toBe('wine-cellar.svg');
  const svg = await readFile(await download.path(), 'utf8');
  expect(svg).toContain('>software_component</text>');
  expect(svg).toContain('Ask before it is moved');
  expect(svg).toContain('fill="#0c0f14"');

  await undoAll(page);
  await expect(page.getByRole('treeitem', { name: /^(compute|router|volume|cache)/ })).toHaveCount(0);
  await expect(page.getByRole('treeitem', { name: 'Nodes, 8' })).toBeVisible();
});
