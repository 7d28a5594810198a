import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { boxOf, drag, spotOf } from './support/canvas.ts';
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
  await expect(node(page, 'web_2')).toBeVisible();

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
  const search = page.getByRole('search', { name: 'Find nodes' });
  await expect(search.getByRole('textbox')).toBeFocused();
  await page.keyboard.type('web');
  await expect(search.getByRole('status')).toHaveText('1 found');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await canvas.focus();
  await page.keyboard.press('i');
  const hosts = page.getByRole('dialog', { name: 'Put web inside' });
  await expect(hosts.getByRole('option', { name: /^db/ })).toBeVisible();
  await page.keyboard.type('vm_2');
  await expect(hosts.getByRole('option').first()).toContainText('vm_2');
  await page.keyboard.press('Enter');
  await expect(node(page, 'web')).toHaveAccessibleName(/contained in vm_2/);

  await page.keyboard.press('c');
  await expect(page.getByRole('dialog').getByRole('combobox')).toBeFocused();
  await page.keyboard.type('vm_1');
  await expect(page.getByRole('dialog').getByRole('option').first()).toContainText('vm_1');
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

/** What a button of the toolbar saves of the drawing. */
async function savedPicture(page: Page, kind: string): Promise<Buffer> {
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save a picture' }).click();
  await page.getByRole('menuitem', { name: kind }).click();
  return readFile(await (await downloading).path());
}

test('by mouse: a lasso and its group, a host made larger, a drag past the edge, what cannot be, pictures', async ({
  page,
}) => {
  await openDesigner(page, 'canvas-lasso');
  const undo = page.getByRole('button', { name: /^Undo/ });
  const said = (step: string | RegExp) => expect(undo).toHaveAccessibleName(step);
  const canvas = page.getByRole('application', { name: /^Canvas of the blueprint/ });
  const fit = page.getByRole('button', { name: 'Fit the drawing' });

  await test.step('a lasso chooses what it touches, and a group is made of it', async () => {
    const boxes = await Promise.all(['vm_1', 'vm_2', 'web', 'db'].map((id) => boxOf(node(page, id))));
    const [left, top] = [Math.min(...boxes.map(({ x }) => x)), Math.min(...boxes.map(({ y }) => y))];
    const right = Math.max(...boxes.map(({ x, width }) => x + width));
    const bottom = Math.max(...boxes.map(({ y, height }) => y + height));
    await page.keyboard.down('Shift');
    await drag(page, { x: left - 10, y: top - 10 }, { x: right + 10, y: bottom + 10 });
    await page.mouse.up();
    await page.keyboard.up('Shift');
    await expect(page.getByRole('heading', { name: '4 nodes' })).toBeVisible();
    // Near the edge, the view moved along.
    await fit.click();
    await page.getByRole('button', { name: 'Make a group of them' }).click();
    await expect(source(page)).toContainText(/group:\s+members:\s+- vm_1\s+- vm_2/);
    await undo.click();
    await expect(source(page)).not.toContainText('- vm_1');
  });

  await test.step('a host is sized by its corner, and never smaller than what it holds', async () => {
    await node(page, 'vm_2').click({ position: { x: 60, y: 15 } });
    const before = await boxOf(node(page, 'vm_2'));
    const corner = async () => spotOf(page.locator('[data-sizer="vm_2"]'), { x: 0.5, y: 0.5 });
    const from = await corner();
    await drag(page, from, { x: from.x + 60, y: from.y + 50 });
    await page.mouse.up();
    await said('Undo: Resize vm_2');
    await expect.poll(async () => (await boxOf(node(page, 'vm_2'))).width).toBeGreaterThan(before.width + 30);
    const wide = await corner();
    await drag(page, wide, { x: before.x + 5, y: before.y + 5 });
    await page.mouse.up();
    await expect.poll(async () => (await boxOf(node(page, 'vm_2'))).width).toBeLessThan(before.width + 10);
    const [outer, inner] = [await boxOf(node(page, 'vm_2')), await boxOf(node(page, 'db'))];
    expect(outer.y + outer.height).toBeGreaterThanOrEqual(inner.y + inner.height);
    await undo.click();
    await undo.click();
    await expect(undo).toBeDisabled();
  });

  await test.step('what is held at the edge moves the view along', async () => {
    await fit.click();
    const area = await boxOf(canvas);
    const other = await boxOf(node(page, 'vm_1'));
    await drag(page, await spotOf(node(page, 'web')), { x: area.x + area.width - 6, y: area.y + area.height / 2 });
    await expect.poll(async () => (await node(page, 'vm_1').boundingBox())?.x ?? -1_000).toBeLessThan(other.x - 80);
    await page.keyboard.press('Escape');
    await page.mouse.up();
    await expect(undo).toBeDisabled();
    await fit.click();
  });

  await test.step('what cannot be is said before it is let go, and does nothing', async () => {
    await drag(page, await spotOf(node(page, 'vm_1')), await spotOf(node(page, 'web')));
    await expect(page.getByText(/cannot hold .*; connect them instead/)).toBeVisible();
    await page.mouse.up();
    await expect(node(page, 'vm_1')).not.toHaveAccessibleName(/contained in/);
    expect(await stored(page)).toBe(text);
  });

  await test.step('pictures hold all of the drawing, at life size and sharp', async () => {
    const svg = (await savedPicture(page, 'Picture as SVG, light')).toString('utf8');
    const [, width, height] = (/ width="(\d+)" height="(\d+)"/.exec(svg) ?? []).map(Number);
    for (const name of ['vm_1', 'vm_2', 'web', 'db', 'front']) expect(svg).toContain(`>${name}</text>`);
    const png = await savedPicture(page, 'Picture as PNG, light');
    expect(png.subarray(1, 4).toString('latin1')).toBe('PNG');
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([(width ?? 0) * 2, (height ?? 0) * 2]);
  });
});

test('a window of a tablet has the outer panes over the canvas, and loses nothing that is open', async ({ page }) => {
  await openDesigner(page, 'canvas-tablet');
  const canvas = page.getByRole('application', { name: /^Canvas of the blueprint/ });
  const fit = page.getByRole('button', { name: 'Fit the drawing' });
  await page.setViewportSize({ width: 1024, height: 768 });
  const inspector = page.getByRole('region', { name: 'Inspector' });
  for (const half of ['Canvas', 'Source']) {
    const width = async () => (await boxOf(page.getByRole('region', { name: half, exact: true }))).width;
    await expect.poll(width).toBeGreaterThanOrEqual(380);
  }
  await fit.click();
  await node(page, 'web').click();
  await expect(inspector).toBeHidden();
  await page.keyboard.press('Enter');
  await expect(inspector.locator(':focus')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(inspector).toBeHidden();
  await expect(canvas).toBeFocused();
  const files = page.getByRole('navigation', { name: 'Panes' }).getByRole('button', { name: 'Files' });
  await files.click();
  await page.getByRole('button', { name: 'New file', exact: true }).click();
  const path = page.getByRole('dialog').getByRole('textbox');
  await path.fill('scripts/kept.sh');
  for (const width of [390, 1440, 768]) {
    await page.setViewportSize({ width, height: 800 });
    await expect(path).toHaveValue('scripts/kept.sh');
  }
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  const side = page.getByRole('region', { name: 'Palette, outline and files' });
  await expect(side.locator(':focus')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'New file', exact: true })).toBeHidden();
  await expect(canvas).toBeFocused();
  await files.click();
  await expect(side.locator(':focus')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(files).toBeFocused();
  await expect(page.getByRole('radio', { name: 'Canvas and source' })).toHaveCount(0);
  await page.keyboard.press('Control+\\');
  await expect(canvas).toHaveCount(0);
  await expect(source(page)).toBeVisible();
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.getByRole('radio', { name: 'Canvas and source' }).click();
  await expect(inspector).toBeVisible();
  await expect(node(page, 'web')).toBeVisible();
});

test('what is cut here is pasted into another blueprint', async ({ page, context }) => {
  await openDesigner(page, 'canvas-cut');
  const undo = page.getByRole('button', { name: /^Undo/ });
  await node(page, 'vm_2').click({ position: { x: 60, y: 15 } });
  await page.keyboard.press('Control+x');
  await expect(node(page, 'db')).toBeHidden();
  await expect(undo).toHaveAccessibleName(/^Undo: Cut/);
  const other = await context.newPage();
  await uploadText(other, 'canvas-pasted', text.replaceAll('vm_2', 'vm_3').replaceAll('db:', 'store:'));
  await expect(other.getByRole('heading', { level: 1, name: 'canvas-pasted' })).toBeVisible();
  await other.goto(`${new URL(other.url()).pathname}/edit?view=split`);
  await expect(node(other, 'vm_3')).toBeVisible();
  await other.getByRole('application', { name: /^Canvas of the blueprint/ }).focus();
  await other.keyboard.press('Control+v');
  await expect(node(other, 'db')).toHaveAccessibleName(/contained in vm_2/);
  await expect(source(other)).toContainText('target: vm_2');
  await other.close();
  await undo.click();
  await expect.poll(() => stored(page)).toBe(text);
});
