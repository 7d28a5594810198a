import type { Page } from '@playwright/test';
import { packBlueprint } from './support/blueprint.ts';
import { undoAll } from './support/canvas.ts';
import { takeCompletion } from './support/editor.ts';
import { uploadFile } from './support/steps.ts';
import { expect, test } from './support/story.ts';

const main = `tosca_definitions_version: cloudify_dsl_1_4
imports:
  - cloudify/types/types.yaml
  - more.yaml
inputs:
  flavor: {default: small}   # how large
node_types:
  App:
    derived_from: cloudify.nodes.Root
    properties:
      port: {type: integer, default: 80, description: Where it listens.}
      title: {type: string, required: false}
      size: {type: string, required: false}
      owner: {type: string, required: false}
    interfaces:
      cloudify.interfaces.lifecycle:
        create: {implementation: scripts/create.sh, inputs: {depth: {default: 1}}}
node_templates:
  web:
    type: App
    properties:
      size: {get_input: flavor} # of the machine
  shop:
    type: App
`;

const more = `node_templates:
  extra:
    type: App
    properties: {size: {get_input: flavor}}
`;

async function openDesigner(page: Page): Promise<void> {
  const files = {
    'blueprint.yaml': main,
    'more.yaml': more,
    'scripts/create.sh': '#!/bin/sh\n',
    'scripts/other.sh': '',
  };
  await uploadFile(page, { name: 'forms.tar.gz', content: await packBlueprint(files) });
  await expect(page.getByRole('heading', { level: 1, name: 'forms' })).toBeVisible();
  await page.goto(`${new URL(page.url()).pathname}/edit?side=outline&view=split`);
  await expect(inspector(page).getByRole('heading', { level: 2, name: 'Blueprint' })).toBeVisible();
}

function inspector(page: Page) {
  return page.getByRole('region', { name: 'Inspector' });
}

/** The text as the source pane has it. */
function source(page: Page) {
  return page.getByRole('textbox', { name: /^Source of/ });
}

async function choose(page: Page, name: string, more = false): Promise<void> {
  const row = page.getByRole('treeitem', { name: new RegExp(`^${name}, `) });
  await row.click(more ? { modifiers: ['ControlOrMeta'] } : {});
}

/** Opens what a value can come from, and takes what is called so. */
async function lookUp(page: Page, field: string, option: string): Promise<void> {
  await inspector(page)
    .getByRole('button', { name: `Where ${field} comes from` })
    .click();
  await page.getByRole('option', { name: option }).first().click();
}

test('every value of a blueprint can be set by forms, and each change undone to the first byte', async ({ page }) => {
  await openDesigner(page);
  const pane = inspector(page);
  const text = () => source(page).textContent();
  await expect(source(page)).toContainText('shop:');
  const before = await text();

  await test.step('a literal is set, refused and reset', async () => {
    await choose(page, 'web');
    const port = pane.getByLabel('port', { exact: true });
    await expect(port).toHaveAttribute('placeholder', '80');
    await port.fill('many');
    await port.press('Enter');
    await expect(pane.getByRole('alert')).toContainText('whole number');
    await expect(port).toHaveValue('many');
    await choose(page, 'shop');
    await expect(port).toHaveValue('');
    await choose(page, 'web');
    await expect(port).toHaveValue('many');
    await port.fill('few');
    await choose(page, 'shop');
    await expect(page.getByText('It is kept in its field').first()).toBeVisible();
    await choose(page, 'web');
    await expect(port).toHaveValue('few');
    await expect(pane.getByRole('alert')).toContainText('whole number');
    await port.fill('8080');
    await port.press('Enter');
    await expect(source(page)).toContainText('port: 8080');
    await pane.getByRole('button', { name: 'Reset port' }).click();
    await expect(source(page)).not.toContainText('port: 8080');
    await expect(port).toHaveValue('');
  });

  await test.step('one key leads to the text of the node', async () => {
    await page.keyboard.press('F4');
    await expect(source(page)).toBeFocused();
    await pane.getByRole('tab', { name: 'YAML' }).click();
    await pane.getByRole('button', { name: 'Edit in the source' }).click();
    await expect(source(page)).toBeFocused();
  });

  await test.step('the text of a node is changed in place, taken back, and followed to its new name', async () => {
    const slice = pane.getByRole('textbox', { name: 'Text of web' });
    await expect(slice).toContainText('size: {get_input: flavor} # of the machine');
    await slice.click();
    await page.keyboard.press('Control+End');
    await page.keyboard.press('Enter');
    await page.keyboard.type('ow');
    await takeCompletion(page, /^owner/);
    await page.keyboard.type('me');
    await expect(source(page)).not.toContainText('owner: me');
    await expect(async () => {
      // The first one may close the list of completions, which opens a while after the last key.
      await page.keyboard.press('Escape');
      await expect(slice).not.toContainText('owner: me', { timeout: 5_000 });
    }).toPass();
    await page.keyboard.press('Control+End');
    await page.keyboard.press('Enter');
    await page.keyboard.type('port: many');
    await page.keyboard.press('Control+Enter');
    await expect(source(page)).toContainText('port: many');
    await expect(pane.getByLabel('error at web')).toBeVisible();
    await page.keyboard.press('Control+z');
    await expect(source(page)).not.toContainText('port: many');
    await expect(slice).not.toContainText('port: many');
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('Home');
    for (const _letter of 'web') await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.type('front');
    await pane.getByRole('tab', { name: 'YAML' }).focus();
    await expect(pane.getByRole('textbox', { name: 'Text of front' })).toBeVisible();
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(source(page)).not.toContainText('front');
    await choose(page, 'web');
    await pane.getByRole('tab', { name: 'Properties' }).click();
  });

  await test.step('values are looked up: in a new input, in a secret', async () => {
    const title = pane.getByLabel('title', { exact: true });
    await title.fill('Wine');
    await title.press('Enter');
    await expect(source(page)).toContainText('title: Wine');
    await lookUp(page, 'title', 'Create input title');
    await expect(source(page)).toContainText('get_input: title');
    await expect(pane.getByRole('button', { name: 'title, input: title' })).toBeVisible();
    await pane.getByLabel('owner', { exact: true }).press('=');
    await page.getByRole('combobox', { name: 'Search where' }).fill('lab_owner');
    await page.getByRole('option', { name: 'lab_owner not stored yet' }).click();
    await expect(source(page)).toContainText('get_secret: lab_owner');
  });

  await test.step('an operation is overridden, and back', async () => {
    await pane.getByRole('tab', { name: 'Interfaces' }).click();
    await pane.getByRole('button', { name: 'create create.sh' }).click();
    const implementation = pane.getByLabel('Implementation');
    await implementation.fill('scripts/other.sh');
    await implementation.press('Enter');
    await expect(pane.getByRole('button', { name: 'create other.sh overridden' })).toBeVisible();
    await pane.getByLabel('depth', { exact: true }).fill('3');
    await pane.getByLabel('Retries').fill('2');
    await expect(source(page)).toContainText('depth: 3');
    await pane.getByLabel('Retries').press('Enter');
    await expect(source(page)).toContainText('max_retries: 2');
    await pane.getByRole('button', { name: 'Back to the inherited one' }).click();
    await expect(source(page)).not.toContainText('other.sh');
  });

  await test.step('several nodes are changed as one step', async () => {
    await pane.getByRole('tab', { name: 'Properties' }).click();
    await choose(page, 'shop', true);
    await expect(pane.getByRole('heading', { name: '2 nodes' })).toBeVisible();
    await expect(pane.getByLabel('title', { exact: true })).toHaveAttribute('placeholder', '—');
    await pane.getByLabel('port', { exact: true }).fill('81');
    await pane.getByLabel('port', { exact: true }).press('Enter');
    await expect(async () => expect((await text())?.match(/port: 81/g)).toHaveLength(2)).toPass();
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(source(page)).not.toContainText('port: 81');
  });

  await test.step('a relationship is added where its type fits, and a group with its scaling', async () => {
    await choose(page, 'shop');
    await pane.getByRole('tab', { name: 'Relationships' }).click();
    await pane.getByLabel('Relate it to').selectOption('web');
    await expect(pane.getByLabel('Type of the new relationship')).toHaveValue('cloudify.relationships.connected_to');
    await pane.getByRole('button', { name: 'Add the relationship' }).click();
    await expect(source(page)).toContainText('target: web');
    await pane.getByRole('tab', { name: 'Properties' }).click();
    await choose(page, 'web', true);
    await page.keyboard.press('ControlOrMeta+g');
    await expect(pane.getByRole('heading', { name: 'Members' })).toBeVisible();
    await pane.getByRole('button', { name: 'Scale its members together' }).click();
    await pane.getByLabel('Greatest').fill('0');
    await pane.getByLabel('Greatest').press('Enter');
    await expect(pane.getByRole('alert')).toContainText('above the greatest');
    await pane.getByLabel('Greatest').fill('4');
    await pane.getByLabel('Greatest').press('Enter');
    await expect(source(page)).toContainText('max_instances: 4');
  });

  await test.step('an input is renamed in all files', async () => {
    await page.getByRole('treeitem', { name: /^flavor/ }).click();
    await expect(pane.getByText('Used by 2 places')).toBeVisible();
    await pane.getByRole('button', { name: 'Remove flavor' }).click();
    const asked = page.getByRole('dialog', { name: 'Remove the input flavor?' });
    await expect(asked.getByRole('listitem')).toHaveCount(2);
    await asked.getByRole('button', { name: /more.yaml/ }).click();
    await expect(source(page)).toBeFocused();
    await expect(source(page)).toContainText('extra:');
    await page.getByRole('treeitem', { name: /^flavor/ }).click();
    await expect(source(page)).toContainText('flavor: {default: small}');
    await pane.getByLabel('Name', { exact: true }).fill('scale');
    await pane.getByLabel('Name', { exact: true }).press('Enter');
    await expect(source(page)).toContainText('scale: {default: small}');
    await expect(source(page)).toContainText('{get_input: scale} # of the machine');
    await choose(page, 'extra');
    await expect(pane.getByRole('button', { name: 'size, input: scale' })).toBeVisible();
  });

  await test.step('labels get values, one from an input, and a problem is told at its field', async () => {
    await page.getByRole('treeitem', { name: 'scale', exact: true }).click();
    await pane.getByRole('button', { name: /^Labels/ }).click();
    await pane.getByLabel('Name of a new label', { exact: true }).fill('team');
    await pane.getByLabel('Its first value').fill('8080');
    await pane.getByLabel('Its first value').press('Enter');
    await expect(source(page)).toContainText('- "8080"');
    await pane.getByRole('button', { name: 'Add a value' }).click();
    await lookUp(page, 'team, value 2', 'scale');
    await expect(source(page)).toContainText('- {get_input: scale}');
    await pane.getByLabel('Key', { exact: true }).fill('crew');
    await pane.getByLabel('Key', { exact: true }).press('Enter');
    await expect(source(page)).toContainText('crew:');
    const second = pane.getByRole('button', { name: 'crew, value 2, input: scale' });
    await second.press('=');
    await page.getByRole('option', { name: /^YAML/ }).click();
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type('{ get_attribute: [web, ip] }');
    await page.keyboard.press('ControlOrMeta+Enter');
    await expect(pane.getByLabel('error at crew, value 2')).toBeVisible();
    await pane.getByRole('button', { name: 'Remove value 2 of crew' }).click();
    await expect(pane.getByLabel('error at crew, value 2')).toHaveCount(0);
    await pane.getByRole('button', { name: 'Remove crew' }).click();
    await expect(source(page)).not.toContainText('labels:');
  });

  await test.step('all of it is undone', async () => {
    await undoAll(page);
    await expect(async () => expect(await text()).toBe(before)).toPass();
    await choose(page, 'extra');
    await expect(pane.getByRole('button', { name: 'size, input: flavor' })).toBeVisible();
  });
});
