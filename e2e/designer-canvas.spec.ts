import type { Locator, Page } from '@playwright/test';
import { uploadText } from './support/steps.ts';
import { expect, test } from './support/story.ts';

const text = `tosca_definitions_version: cloudify_dsl_1_4
imports: [cloudify/types/types.yaml]
node_templates:
  vm_1: # the first
    type: cloudify.nodes.Compute
  vm_2: {type: cloudify.nodes.Compute}
  web:
    type: cloudify.nodes.WebServer
  db:
    type: cloudify.nodes.DBMS
    relationships:
      - type: cloudify.relationships.contained_in
        target: vm_2
groups:
  front: {members: [web, vm_1]}
`;

/** The canvas of a new blueprint with this text, and the text beside it. */
async function openDesigner(page: Page, name: string): Promise<void> {
  await uploadText(page, name, text);
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  await page.goto(`${new URL(page.url()).pathname}/edit?view=split&side=outline`);
  await expect(node(page, 'vm_1')).toBeVisible();
}

function node(page: Page, id: string): Locator {
  return page.locator(`[data-node="${id}"]`);
}

function source(page: Page): Locator {
  return page.getByRole('textbox', { name: 'Source of blueprint.yaml' });
}

/** The text as the server has it. */
async function stored(page: Page): Promise<string> {
  const id = new URL(page.url()).pathname.split('/').at(-2);
  const answer = await page.request.get('/api/trpc/drafts.open', { params: { input: JSON.stringify({ id }) } });
  return (await answer.json()).result.data.files[0].text;
}

interface Spot {
  x: number;
  y: number;
}

async function spotOf(locator: Locator, at: Spot = { x: 0.4, y: 0.5 }): Promise<Spot> {
  const box = await locator.boundingBox();
  if (box === null) throw new Error('It is not on the page.');
  return { x: box.x + box.width * at.x, y: box.y + Math.min(box.height, 60) * at.y };
}

async function drag(page: Page, from: Spot, to: Spot): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + 8, from.y + 8);
  await page.mouse.move(to.x, to.y, { steps: 4 });
}

test('by mouse: into a host, out of it, connected, moved, and undone to the first byte', async ({ page }) => {
  await openDesigner(page, 'canvas-mouse');

  await drag(page, await spotOf(node(page, 'web')), await spotOf(node(page, 'vm_1')));
  await expect(page.getByText('Run inside vm_1 (cloudify.relationships.contained_in)')).toBeVisible();
  await page.mouse.up();
  await expect(node(page, 'web')).toHaveAccessibleName(/contained in vm_1/);
  await expect(source(page)).toContainText('target: vm_1');

  await page.getByRole('button', { name: 'Fit the drawing' }).click();
  const outside = await spotOf(node(page, 'vm_2'), { x: 0.5, y: 0 });
  await drag(page, await spotOf(node(page, 'web')), { x: outside.x, y: outside.y + 300 });
  await expect(page.getByText('Take web out')).toBeVisible();
  await page.mouse.up();
  await expect(node(page, 'web')).not.toHaveAccessibleName(/contained in/);
  await expect(source(page)).not.toContainText('target: vm_1');

  await node(page, 'web').hover();
  await drag(
    page,
    await spotOf(node(page, 'web').locator('[data-handle]'), { x: 0.5, y: 0.5 }),
    await spotOf(node(page, 'db')),
  );
  await page.mouse.up();
  const question = page.getByRole('dialog', { name: 'Connect web to db; web installs after it' });
  await expect(question).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(source(page)).toContainText('target: db');
  await expect(node(page, 'web')).toHaveAccessibleName(/1 relationship/);

  await expect.poll(() => stored(page)).toContain('target: db');
  await node(page, 'web').click();
  await page.getByRole('button', { name: 'Duplicate web' }).click();
  await expect(source(page)).toContainText('web_2');

  const before = await spotOf(node(page, 'vm_1'));
  await drag(page, before, { x: before.x - 60, y: before.y - 40 });
  await page.mouse.up();
  const undo = page.getByRole('button', { name: 'Undo' });
  for (let step = 0; step < 5; step++) await undo.click();
  await expect(undo).toBeDisabled();
  await expect(source(page)).not.toContainText('target: db');
  await expect.poll(() => stored(page)).toBe(text);
});

test('by keyboard: walked, connected, put inside, moved, taken out, deleted with what is inside', async ({ page }) => {
  await openDesigner(page, 'canvas-keys');
  const canvas = page.getByRole('application', { name: /^Canvas of the blueprint/ });
  await canvas.focus();
  await page.keyboard.press('f');
  await page.keyboard.type('web');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await canvas.focus();
  await page.keyboard.press('i');
  const hosts = page.getByRole('dialog', { name: 'Put web inside' });
  await expect(hosts.getByRole('option', { name: /^db/ })).toBeVisible();
  await page.keyboard.type('vm_2');
  await page.keyboard.press('Enter');
  await expect(node(page, 'web')).toHaveAccessibleName(/contained in vm_2/);

  await page.keyboard.press('c');
  await page.keyboard.type('vm_1');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: /^Connect web to vm_1/ })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(node(page, 'web')).toHaveAccessibleName(/1 relationship/);
  await expect(page.getByRole('status').filter({ hasText: 'Connect web to vm_1' })).toBeAttached();

  const undo = page.getByRole('button', { name: 'Undo' });
  await page.keyboard.press('Control+Shift+ArrowDown');
  await page.keyboard.press('Alt+ArrowUp');
  await expect(canvas).toHaveAttribute('aria-activedescendant', /vm_2$/);
  await page.keyboard.press('Delete');
  await expect(page.getByRole('dialog', { name: 'Delete vm_2?' })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(node(page, 'vm_2')).toBeHidden();
  await expect(node(page, 'web')).toBeHidden();

  // Nest, connect, move, delete.
  for (let step = 0; step < 4; step++) await undo.click();
  await expect(undo).toBeDisabled();
  await expect(node(page, 'web')).not.toHaveAccessibleName(/contained in/);
});
