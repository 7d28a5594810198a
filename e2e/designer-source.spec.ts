import type { Locator, Page } from '@playwright/test';
import { takeCompletion } from './support/editor.ts';
import { expect, test } from './support/story.ts';

const main = [
  'tosca_definitions_version: cloudify_dsl_1_3',
  '',
  'imports:',
  '  - cloudify/types/types.yaml',
  '  - types.yaml',
  '',
  'node_templates:',
  '  vm:   # keeps its comment',
  '    type: cloudify.nodes.Compute',
  '',
  '  app:',
  '    type: shop.nodes.App',
  '    relationships:',
  '      - type: cloudify.relationships.contained_in',
  '        target: vm',
].join('\r\n');

const types = 'node_types:\n  shop.nodes.App:\n    derived_from: cloudify.nodes.SoftwareComponent\n';

async function openSource(page: Page): Promise<void> {
  const files = [
    { path: 'blueprint.yaml', mode: 0o644, text: main },
    { path: 'types.yaml', mode: 0o644, text: types },
  ];
  const created = await page.request.post('/api/trpc/drafts.create', {
    data: { name: 'typed', mainFile: 'blueprint.yaml', files },
  });
  const { result } = await created.json();
  await page.goto(`/blueprints/${result.data.id}/edit?view=split&side=outline`);
  await expect(outline(page, 'app')).toBeVisible();
  await expect(source(page, 'blueprint.yaml')).toBeVisible();
}

function source(page: Page, path: string): Locator {
  return page.getByRole('textbox', { name: `Source of ${path}` });
}

function outline(page: Page, name: string): Locator {
  return page.getByRole('tree', { name: 'Outline' }).getByRole('treeitem', { name: new RegExp(`^${name}\\b`) });
}

/** Finds a text as a person would and puts the cursor behind it. */
async function goBehind(page: Page, text: string): Promise<void> {
  await page.locator('.cm-content').press('Control+f');
  await page.getByTestId('editor').getByRole('textbox', { name: 'Find' }).pressSequentially(text);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await page.keyboard.press('ArrowRight');
}

/** A file as the document holds it, byte for byte. */
async function fileText(page: Page, path: string): Promise<string> {
  await page.getByRole('tab', { name: 'Files' }).click();
  await page.getByRole('button', { name: `What can be done with ${path}` }).click();
  const arriving = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'Download' }).click();
  const stream = await (await arriving).createReadStream();
  await page.getByRole('tab', { name: 'Outline' }).click();
  return Buffer.concat(await stream.toArray()).toString();
}

/** How many steps the history counts. */
async function stepsDone(page: Page): Promise<number> {
  const words = await page.getByRole('tab', { name: /^History/ }).textContent();
  return Number(/\d+/.exec(words ?? '')?.[0] ?? 0);
}

const problems = (page: Page, number: number) => page.getByRole('tab', { name: `Problems (${number})` });

test('what is typed is drawn, completed, mended, led to and undone to the first byte', async ({ page }) => {
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  await openSource(page);

  await test.step('what is selected is shown in the text', async () => {
    await outline(page, 'app').click();
    await expect(page.locator('.cm-pointed').first()).toHaveText('  app:');
  });

  await test.step('a node is typed, its type completed, and it is there', async () => {
    await goBehind(page, 'node_templates:');
    await page.keyboard.type('\nbottle:\ntype: cloudify.nodes.Databa');
    await takeCompletion(page, /cloudify\.nodes\.Database/);
    await expect(outline(page, 'bottle')).toHaveAccessibleName(/^bottle, Database/);
    const typed = main.replace('templates:', 'templates:\r\n  bottle:\r\n    type: cloudify.nodes.Database');
    expect(await fileText(page, 'blueprint.yaml')).toBe(typed);
  });

  await test.step('a typo is found and mended', async () => {
    await goBehind(page, 'cloudify.nodes.Database');
    await page.keyboard.type('x');
    await expect(problems(page, 1)).toBeVisible();
    await page.keyboard.press('Control+.');
    await expect(page.getByRole('menuitem').first()).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(problems(page, 0)).toBeVisible();
  });

  await test.step('broken text keeps the drawing and leads to itself', async () => {
    await page.keyboard.type('\n}');
    await expect(page.getByText('Nothing is lost.').first()).toBeVisible();
    await expect(outline(page, 'bottle')).toBeVisible();
    await page.getByRole('tree', { name: 'Outline' }).focus();
    await page.keyboard.press('F8');
    await expect(source(page, 'blueprint.yaml')).toBeFocused();
    await expect(page.locator('.cm-pointed')).toContainText('}');
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+z');
    await expect(page.getByText('Nothing is lost.')).toHaveCount(0);
  });

  await test.step('words that are composed come as one', async () => {
    await page.keyboard.type(' # ');
    const devtools = await page.context().newCDPSession(page);
    for (const text of ['に', 'にほ', 'にほん'])
      await devtools.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
    await devtools.send('Input.insertText', { text: '日本' });
    await expect(page.locator('.cm-line', { hasText: '# 日本' })).toBeVisible();
  });

  await test.step('a definition in another file, and a change there', async () => {
    await goBehind(page, 'shop.nodes.App');
    await page.keyboard.press('F12');
    await expect(source(page, 'types.yaml')).toBeFocused();
    await page.keyboard.press('Control+End');
    await page.keyboard.type('    properties: { port: { default: 80 } }');
    await page
      .getByRole('navigation', { name: 'Open files' })
      .getByRole('button', { name: /^blueprint/ })
      .click();
  });

  await test.step('a text in all files: found, led to, replaced as one step', async () => {
    await page.keyboard.press('Control+Shift+F');
    const field = page.getByRole('combobox', { name: 'Search all files' });
    await expect(field).toBeFocused();
    await field.fill('APP');
    const found = page.getByRole('tree', { name: 'Found' });
    await expect(found.getByRole('treeitem', { name: /types\.yaml, line 2/ })).toBeVisible();
    await expect(page.getByText('3 in 2 files')).toBeVisible();
    await page.getByRole('button', { name: 'Match case' }).click();
    await expect(page.getByText('It is in none of the files.')).toBeVisible();
    await field.fill('App');
    await expect(page.getByText('2 in 2 files', { exact: true })).toBeVisible();
    await field.press('ArrowDown');
    await field.press('ArrowDown');
    await field.press('Enter');
    await expect(source(page, 'types.yaml')).toBeFocused();
    await expect(page.locator('.cm-pointed')).toHaveText('  shop.nodes.App:');
    await page.keyboard.press('Control+Shift+F');
    await expect(field).toBeFocused();
    await page.getByRole('button', { name: 'Regular expression' }).click();
    await field.fill('(nodes');
    await expect(page.getByText('This is no regular expression: unterminated group.')).toBeVisible();
    await field.fill('shop\\.(nodes)\\.(App)');
    await page.getByRole('button', { name: 'Replace', exact: true }).click();
    await page.getByLabel('Replace with').fill('shop.$2.$1');
    await expect(found.getByRole('treeitem', { name: /shop\.nodes\.Appshop\.App\.nodes/ })).toHaveCount(2);
    await page.getByRole('button', { name: 'Replace all (2)' }).click();
    await expect(page.getByText('It is in none of the files.')).toBeVisible();
    await expect(source(page, 'types.yaml')).toContainText('shop.App.nodes:');
    await page.getByRole('button', { name: 'Undo: Replace “' }).click();
    await expect(page.getByText('2 in 2 files', { exact: true })).toBeVisible();
    await field.fill('((([a-z. ]+)+)+)+!');
    await expect(page.getByText('The search was ended after 3 seconds')).toBeVisible();
    await page
      .getByRole('navigation', { name: 'Open files' })
      .getByRole('button', { name: /^blueprint/ })
      .click();
  });

  await test.step('200 steps back, from wherever', async () => {
    await goBehind(page, 'target: vm');
    const before = await stepsDone(page);
    await page.keyboard.type('\n'.repeat(200 - before));
    await expect.poll(() => stepsDone(page)).toBeGreaterThanOrEqual(200);
    for (let step = 0; step < 20; step += 1) await page.keyboard.press('Control+z');
    await page.getByRole('tree', { name: 'Outline' }).focus();
    for (let step = 0; step < 20; step += 1) await page.keyboard.press('Control+z');
    await page.getByRole('tab', { name: /^History/ }).click();
    await page.getByRole('list', { name: 'History' }).hover();
    await page.mouse.wheel(0, 1_000_000);
    await page.getByRole('button', { name: 'As it was opened' }).click();
    await expect(page.getByRole('button', { name: 'Undo', exact: true })).toBeDisabled();
    expect(await fileText(page, 'blueprint.yaml')).toBe(main);
    expect(await fileText(page, 'types.yaml')).toBe(types);
    await expect(outline(page, 'bottle')).toHaveCount(0);
  });
  expect(faults).toEqual([]);
});
