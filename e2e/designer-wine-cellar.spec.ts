import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { drag, freeGround, spotOf } from './support/canvas.ts';
import { labInputs } from './support/steps.ts';
import { expect, test } from './support/story.ts';

const example = join(import.meta.dirname, '..', 'examples', 'wine-cellar');

/** The example's own types, and all of its inputs but one, as a file to be imported. */
async function typesFile(): Promise<string> {
  const text = await readFile(join(example, 'blueprint.yaml'), 'utf8');
  const section = (name: string): string => {
    const from = text.indexOf(`\n${name}:\n`) + 1;
    const end = text.slice(from).search(/\n(?=[a-z])/);
    return text.slice(from, from + end + 1);
  };
  const inputs = section('inputs').replace(/ {2}load_balancer_port:\n(?: {4}.*\n)+/, '');
  return [inputs, ...['dsl_definitions', 'node_types', 'relationships'].map(section)].join('\n');
}

function node(page: Page, name: string): Locator {
  return page.locator(`[data-node="${name}"]`);
}

function inspector(page: Page): Locator {
  return page.getByRole('region', { name: 'Inspector' });
}

async function name(page: Page, from: string | RegExp, to: string): Promise<void> {
  const field = inspector(page).getByRole('textbox', { name: 'Name', exact: true });
  await expect(field).toHaveValue(from);
  await field.fill(to);
  await field.press('Enter');
  await expect(node(page, to)).toBeVisible();
}

/** Takes what a value comes from out of the list. */
async function lookUp(
  page: Page,
  field: string,
  found: string | [typed: string, option: string | RegExp],
): Promise<void> {
  const [typed, option] = typeof found === 'string' ? [found, found] : found;
  await inspector(page)
    .getByRole('button', { name: `Where ${field} comes from`, exact: true })
    .click();
  await page.getByRole('combobox', { name: 'Search where the value comes from' }).fill(typed);
  await page.getByRole('option', { name: option }).first().click();
}

async function write(page: Page, field: string, value: string): Promise<void> {
  const control = inspector(page).getByLabel(field, { exact: true });
  await control.fill(value);
  await control.press('Enter');
}

async function dragType(page: Page, type: string, to: { node: string } | { x: number; y: number }): Promise<void> {
  await page.getByRole('combobox', { name: 'Find node types' }).fill(type);
  const row = page.getByRole('treeitem', { name: new RegExp(`^${type}, This blueprint$`) });
  if ('node' in to) await row.dragTo(node(page, to.node), { targetPosition: { x: 60, y: 30 } });
  else await row.dragTo(page.getByRole('application'), { targetPosition: to });
}

async function connect(page: Page, [from, to]: [string, string], type: string): Promise<void> {
  await node(page, from).hover({ position: { x: 60, y: 20 } });
  const start = await spotOf(node(page, from).locator('[data-handle]'), { x: 0.5, y: 0.5 });
  await drag(page, start, await spotOf(node(page, to)));
  await page.mouse.up();
  await page
    .getByRole('dialog', { name: `Connect ${from} to ${to}; ${from} installs after it` })
    .getByRole('option', { name: type })
    .click();
}

/** A click on the ground. */
async function chooseNothing(page: Page): Promise<void> {
  const { x, y } = await freeGround(page);
  await page.mouse.click(x, y);
  await expect(inspector(page).getByRole('heading', { level: 2, name: 'Blueprint' })).toBeVisible();
}

async function tidyAll(page: Page): Promise<void> {
  await chooseNothing(page);
  await page.getByRole('button', { name: 'Tidy up' }).click();
  await expect(page.getByRole('button', { name: 'Undo: Tidy up' })).toBeVisible();
  await page.getByRole('button', { name: 'Fit the drawing' }).click();
}

/** All files as the server has them, byte for byte. */
async function draftFiles(page: Page): Promise<unknown> {
  const id = new URL(page.url()).pathname.split('/').at(-2);
  const input = encodeURIComponent(JSON.stringify({ id }));
  const opened = await page.request.get(`/api/trpc/drafts.open?input=${input}`);
  const { result } = (await opened.json()) as { result: { data: { files: unknown } } };
  return result.data.files;
}

test('the wine cellar is drawn on an empty canvas by mouse, runs, and is taken back to the first byte', async ({
  page,
  product,
}) => {
  await page.goto('/blueprints/new?way=blank');
  await page.getByLabel('Name of the blueprint').fill('drawn-cellar');
  await page.getByRole('button', { name: 'Open the designer' }).click();
  await expect(page.getByRole('application')).toBeVisible();
  const blank = await draftFiles(page);

  await test.step('scripts, programs and types come by the files', async () => {
    await page.getByRole('tab', { name: 'Files' }).click();
    await page.getByLabel('Folder to add').setInputFiles(join(example, 'scripts'));
    await expect(page.getByRole('button', { name: 'start.sh', exact: true })).toBeVisible();
    await page.getByLabel('Folder to add').setInputFiles(join(example, 'programs'));
    await expect(page.getByRole('button', { name: 'app.mjs', exact: true })).toBeVisible();
    const buffer = Buffer.from(await typesFile());
    await page.getByLabel('Files to add').setInputFiles({ name: 'types.yaml', mimeType: 'text/yaml', buffer });
    await expect(page.getByRole('button', { name: 'types.yaml', exact: true })).toBeVisible();
    await inspector(page)
      .getByRole('button', { name: /^Imports/ })
      .click();
    await inspector(page).getByLabel('Location of a new import').fill('types.yaml');
    await inspector(page).getByRole('region', { name: 'Imports' }).getByRole('button', { name: 'Add' }).click();
    await page.getByRole('tab', { name: 'Palette' }).click();
  });

  await test.step('one host by its forms, the others as copies of it', async () => {
    await dragType(page, 'Host', { x: 200, y: 150 });
    await name(page, 'host', 'database_host');
    await lookUp(page, 'ip', 'database_ip');
    await inspector(page)
      .getByRole('button', { name: /^agent_config|fields, none set/ })
      .click();
    await write(page, 'install_method', 'none');
    await lookUp(page, 'user', 'ssh_user');
    await lookUp(page, 'port', 'ssh_port');
    await lookUp(page, 'key', ['YAML', 'YAML any value']);
    await inspector(page).getByLabel('key', { exact: true }).fill('{ get_secret: { get_input: ssh_key_secret } }');
    await inspector(page).getByLabel('key', { exact: true }).press('Control+Enter');
    for (const host of ['app_1', 'app_2', 'load_balancer']) {
      await node(page, 'database_host').click({ button: 'right' });
      await page.getByRole('menuitem', { name: /^Duplicate/ }).click();
      await name(page, /^database_host_/, `${host}_host`);
      await lookUp(page, 'ip', `${host}_ip`);
      await expect(inspector(page).getByRole('button', { name: `ip, input: ${host}_ip` })).toBeVisible();
    }
  });
  await tidyAll(page);

  await test.step('programs go into their hosts', async () => {
    for (const [program, file, port] of [
      ['database', 'database.mjs', 'database_port'],
      ['app_1', 'app.mjs', 'app_port'],
      ['app_2', 'app.mjs', 'app_port'],
    ] as const) {
      await dragType(page, 'Program', { node: `${program}_host` });
      await name(page, 'program', program);
      await write(page, 'program', file);
      await lookUp(page, 'port', port);
      await expect(node(page, program)).toHaveAccessibleName(new RegExp(`contained in ${program}_host`));
    }
    await dragType(page, 'Program', { node: 'load_balancer_host' });
    await name(page, 'program', 'load_balancer');
    await write(page, 'program', 'load-balancer.mjs');
    await write(page, 'port', '18080');
    await lookUp(page, 'port', ['load_balancer_port', /^Create input load_balancer_port/]);
  });
  await tidyAll(page);

  await test.step('what needs what is drawn', async () => {
    await connect(page, ['app_1', 'database'], 'reads_from');
    await connect(page, ['app_2', 'database'], 'reads_from');
    await connect(page, ['load_balancer', 'app_1'], 'sends_to');
    await connect(page, ['load_balancer', 'app_2'], 'sends_to');
  });

  await test.step('what it is good for is an output', async () => {
    await chooseNothing(page);
    await inspector(page)
      .getByRole('button', { name: /^Outputs/ })
      .click();
    await inspector(page).getByLabel('Name of a new output').fill('url');
    await inspector(page).getByRole('region', { name: 'Outputs' }).getByRole('button', { name: 'Add' }).click();
    await lookUp(page, 'value', ['load_balancer.url', /^load_balancer\.url attribute/]);
    await expect(inspector(page).getByRole('button', { name: /^value, attribute/ })).toBeVisible();
  });
  await test.step('every step is taken back to the first byte, and done again', async () => {
    const undo = page.getByRole('button', { name: /^Undo/ });
    const redo = page.getByRole('button', { name: /^Redo/ });
    await node(page, 'app_1').click();
    await pressWhile(page, 'Control+z', undo);
    await expect.poll(() => draftFiles(page)).toEqual(blank);
    await pressWhile(page, 'Control+y', redo);
  });

  await test.step('it runs, and answers', async () => {
    await page.getByRole('button', { name: 'Deploy' }).click();
    const dialog = page.getByRole('dialog');
    await expect(dialog.getByLabel('Name of the deployment')).toBeVisible();
    for (const [input, value] of Object.entries(labInputs(product)))
      await dialog.getByLabel(input, { exact: true }).fill(value);
    await dialog.getByRole('button', { name: 'Create and install…' }).click();
    await page.getByRole('button', { name: 'Run install' }).click();
    const live = page.getByRole('region', { name: 'Deployment' });
    await expect(live.getByRole('status')).toHaveText('Installed');
    const answer = await page.request.get(`http://${product.lab[0]}:18080/`);
    expect(await answer.text()).toContain('wine');
  });
});

/** Presses keys until there is nothing left to do by them. */
async function pressWhile(page: Page, keys: string, button: Locator): Promise<void> {
  for (let step = 0; step < 250 && (await button.isEnabled()); step += 1) await page.keyboard.press(keys);
  await expect(button).toBeDisabled();
}
